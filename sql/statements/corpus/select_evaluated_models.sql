-- A row is a base model with a finished evaluation of its own that was answered in $language. Of several weights
-- under one name those that were evaluated last count.
select
    base_model,
    arg_max(base_fingerprint, finished_at) as base_fingerprint
from evaluations
where
    checkpoint_id is null
    and imported_as is null
    and status = 'finished'
    and evaluation_id in (
        select evaluation_id from judged_completions where answer_language in ($language, 'mathematics')
    )
group by base_model
order by base_model;
