-- A row is one way that completions of one base model ended on one problem in one language, over its finished
-- evaluations: the verdict, the test cases passed, and how many completions ended so.
create or replace view measured_outcomes as
select
    problem_key,
    base_model,
    base_fingerprint,
    answer_language,
    verdict,
    passed,
    total,
    count(*) as completions,
    list(distinct evaluation_id order by evaluation_id) as evaluation_ids
from judged_completions
join evaluations using (evaluation_id)
where
    evaluations.checkpoint_id is null
    and evaluations.imported_as is null
    and evaluations.status = 'finished'
group by problem_key, base_model, base_fingerprint, answer_language, verdict, passed, total;

comment on column measured_outcomes.completions is 'Number of completions that ended so.';
comment on column measured_outcomes.evaluation_ids is 'The evaluations that they come from: keys of evaluations.';
