-- A row pairs a tuned policy's evaluation with the base's made under exactly the same conditions.
create or replace view comparable_evaluations as
select
    base.evaluation_id as base_evaluation_id,
    tuned.evaluation_id as tuned_evaluation_id,
    tuned.policy,
    tuned.run_id,
    tuned.step,
    tuned.finished_at
from labelled_evaluations as base
join labelled_evaluations as tuned
    using (base_fingerprint, problem_set_fingerprint, seed, judge_version, code_version)
where
    base.checkpoint_id is null
    and base.imported_as is null
    and tuned.checkpoint_id is not null
    and base.settings::varchar = tuned.settings::varchar
    and base.status = 'finished'
    and tuned.status = 'finished';
