-- A row is one problem in the first or the last part of a training: the mean gap of its rollouts between reward and report.
select
    part,
    problem_key,
    count(*) as rollouts,
    count(*) filter (reward_only) as reward_only,
    avg(reward_score) as reward_score,
    avg(report_score) as report_score
from kept_apart_rollouts
where run_id = $run_id and part is not null
group by part, problem_key
order by part, problem_key;
