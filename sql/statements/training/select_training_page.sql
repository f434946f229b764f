-- A row is one optimiser step of this run, with the verdicts of its rollouts and its validation where it has them.
with verdicts as (
    select
        step,
        string_agg(verdict || ' ' || completions, ', ' order by completions desc, verdict) as verdicts
    from training_verdicts
    where run_id = $run_id
    group by step
),

scores as (
    select step, score as validation from validations where run_id = $run_id
)

select training_steps.*, verdicts, validation
from training_steps
left join verdicts using (step)
left join scores using (step)
where run_id = $run_id
order by step;
