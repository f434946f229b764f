-- A row is one optimiser step of one training run; reward_smoothed averages the last five steps.
create or replace view reward_curve as
select
    steps.* exclude (v, gradient, threads),
    runs.started_at,
    runs.status,
    avg(steps.reward_mean) over (
        partition by steps.run_id order by steps.step rows between 4 preceding and current row
    ) as reward_smoothed
from training_steps as steps
join training_runs as runs using (run_id)
order by runs.started_at, steps.run_id, steps.step;

comment on column reward_curve.reward_smoothed is 'Mean of reward_mean over this step and the four before it.';
