comment on table metric_checks is
    'A row is one metric of a policy compared from one evaluation of it to the next; each pair is looked at once.';
comment on column metric_checks.evaluation_id is 'The later evaluation: a key of evaluations.';
comment on column metric_checks.metric is 'What is compared: pass@1, compile rate or mean score.';
comment on column metric_checks.before_evaluation_id is
    'The earlier evaluation: a key of evaluations, the newest before it of the same policy, asked alike.';
comment on column metric_checks.value_before is 'The metric in the earlier evaluation, from 0 to 1.';
comment on column metric_checks.value_after is 'The metric in the later evaluation, from 0 to 1.';
comment on column metric_checks.difference_low is 'Lower end of the interval of the later value less the earlier one.';
comment on column metric_checks.difference_high is 'Upper end of that interval.';
comment on column metric_checks.confidence is 'Confidence of the interval, such as 0.95.';
comment on column metric_checks.p_value is
    'P-value of the difference, corrected by Holm for the comparisons that were made together.';
comment on column metric_checks.comparisons is 'Number of comparisons that were made together.';
comment on column metric_checks.test is 'Name of the statistical test.';
comment on column metric_checks.problems is 'Number of problems that both evaluations asked.';
comment on column metric_checks.fell is 'Whether the metric fell by more than its interval.';
comment on column metric_checks.differences is
    'Conditions that are not the same in both evaluations, and what was left out; empty where there are none.';
comment on column metric_checks.flow_run_id is
    'Id of the Prefect flow run that looked. Null means that it ran outside Prefect.';
comment on column metric_checks.checked_at is 'Time at which it was looked at.';
