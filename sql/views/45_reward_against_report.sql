-- A row is the first or the last part of one training: what its rollouts score on the test cases that reward them
-- and on those kept apart, means over problems. A gap that widens from first to last is learnt from the tests.
create or replace view reward_against_report as
select
    run_id,
    part,
    count(*) as problems,
    sum(rollouts)::bigint as rollouts,
    sum(reward_only)::bigint as reward_only,
    avg(reward_score) as reward_score,
    avg(report_score) as report_score,
    avg(reward_score - report_score) as gap
from reward_gaps
group by run_id, part
order by run_id, part;
