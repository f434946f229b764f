-- A row is the newest finished evaluation of a base model on held-out problems, answered in $language.
select evaluation_id
from labelled_evaluations
where
    status = 'finished'
    and checkpoint_id is null
    and imported_as is null
    and base_fingerprint = $base_fingerprint
    and settings ->> '$.evaluation.split' = 'test'
    and coalesce(settings ->> '$.prompt.language', 'c++') = $language
order by finished_at desc, evaluation_id
limit 1;
