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

comment on column reward_against_report.problems is 'Number of problems in this part.';
comment on column reward_against_report.rollouts is 'Number of rollouts in this part.';
comment on column reward_against_report.reward_score is
    'Mean over problems of the score on the test cases of the reward, from 0 to 1.';
comment on column reward_against_report.report_score is
    'Mean over problems of the score on the test cases kept apart, from 0 to 1.';
comment on column reward_against_report.gap is 'Mean over problems of reward_score less report_score, from -1 to 1.';
