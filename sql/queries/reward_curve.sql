-- A row is one optimiser step of a training run.
-- $run_id null means the run started last.
select *
from reward_curve
where run_id = chosen_run($run_id)
order by step;
