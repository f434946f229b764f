-- A row is one optimiser step of a training run.
-- $run_id null means the run started last.
select *
from reward_curve
where run_id = coalesce(
    $run_id::varchar,
    (select run_id from training_runs where status <> 'imported' order by started_at desc, run_id limit 1)
)
order by step;
