-- A row is one of the twenty training runs started last.
select
    runs.run_id,
    runs.status,
    runs.base_model,
    runs.started_at,
    round(runs.seconds, 1) as seconds,
    count(steps.step) as steps,
    round(arg_min(steps.reward_mean, steps.step), 3) as first_reward,
    round(arg_max(steps.reward_mean, steps.step), 3) as last_reward,
    round(arg_max(steps.v_norm, steps.step), 5) as v_norm,
    runs.flow_run_id
from training_runs as runs
left join training_steps as steps using (run_id)
where runs.status <> 'imported'
group by all
order by runs.started_at desc, runs.run_id
limit 20;
