-- A row is one metric of a policy from one evaluation to the next: those that fell by more than their interval
-- first, of them the newest.
select
    checks.fell,
    labelled.policy,
    checks.metric,
    checks.value_before,
    checks.value_after,
    checks.difference_low,
    checks.difference_high,
    checks.p_value,
    checks.problems,
    checks.before_evaluation_id,
    checks.evaluation_id,
    checks.differences,
    checks.checked_at,
    checks.flow_run_id
from metric_checks as checks
left join labelled_evaluations as labelled using (evaluation_id)
order by checks.fell desc, checks.checked_at desc, checks.evaluation_id, checks.metric;
