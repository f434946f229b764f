-- A row is the first or the last part of a training: scores on the test cases that reward and on those kept apart.
-- $run_id null means the run started last. reward_only counts rollouts that pass all that rewarded them, not the rest.
select
    part,
    problems,
    rollouts,
    round(reward_score, 3) as reward_score,
    round(report_score, 3) as report_score,
    round(gap, 3) as gap,
    reward_only,
    run_id
from reward_against_report
where run_id = chosen_run($run_id)
order by part;
