-- A row pairs a tuned policy's evaluation with the base's made under exactly the same conditions.
create or replace view comparable_evaluations as
with compiled_by as (
    select
        completions.evaluation_id,
        list_sort(list(distinct judgements.compiler)) as compilers
    from completions
    join judgements using (judgement_id)
    where completions.evaluation_id is not null
    group by completions.evaluation_id
)

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
left join compiled_by as base_by on base.evaluation_id = base_by.evaluation_id
left join compiled_by as tuned_by on tuned.evaluation_id = tuned_by.evaluation_id
where
    base.checkpoint_id is null
    and base.imported_as is null
    and tuned.checkpoint_id is not null
    and base.settings::varchar = tuned.settings::varchar
    and base_by.compilers is not distinct from tuned_by.compilers
    and base.status = 'finished'
    and tuned.status = 'finished';

comment on column comparable_evaluations.base_evaluation_id is
    'The evaluation of the base model: a key of evaluations.';
comment on column comparable_evaluations.tuned_evaluation_id is
    'The evaluation of the tuned policy: a key of evaluations.';
comment on column comparable_evaluations.policy is 'Name of the tuned policy: step N of RUN.';
comment on column comparable_evaluations.run_id is
    'The training run of the tuned policy: a key of training_runs. Null means that its checkpoint is not stored.';
comment on column comparable_evaluations.step is
    'The optimiser step of the tuned policy. Null means that its checkpoint is not stored.';
comment on column comparable_evaluations.finished_at is 'Time at which the evaluation of the tuned policy finished.';
