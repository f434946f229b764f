-- A row is one problem in the first or the last part of a training: the mean gap of its rollouts between reward and report.
select part, problem_key, rollouts, reward_only, reward_score, report_score
from reward_gaps
where run_id = $run_id
order by part, problem_key;
