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

comment on column reward_gaps.part is 'Which third of the steps of the training: first or last.';
comment on column reward_gaps.rollouts is 'Number of rollouts of the problem in this part.';
comment on column reward_gaps.reward_only is
    'Number of rollouts that passed all that rewarded them, and not all that was kept apart.';
comment on column reward_gaps.reward_score is
    'Mean score of its rollouts on the test cases of their reward, from 0 to 1.';
comment on column reward_gaps.report_score is 'Mean score of its rollouts on the test cases kept apart, from 0 to 1.';
