-- A row is one problem in the first or the last part of one training: the mean scores of its rollouts on the test
-- cases that reward them and on those kept apart.
create or replace view reward_gaps as
select
    run_id,
    part,
    problem_key,
    count(*) as rollouts,
    count(*) filter (reward_only) as reward_only,
    avg(reward_score) as reward_score,
    avg(report_score) as report_score
from kept_apart_rollouts
where part is not null
group by run_id, part, problem_key;
