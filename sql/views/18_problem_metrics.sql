-- A row is one registered metric of one problem within one evaluation: the mean over its samples.
create or replace view problem_metrics as
select
    rates.evaluation_id,
    rates.problem_key,
    metrics.metric,
    rates.samples,
    rates.value
from (
    unpivot problem_rates
    on {% for metric in metrics %}{{ metric.column }}{{ ", " if not loop.last }}{% endfor %}
    into name column_name value value
) as rates
join metrics using (column_name);

comment on column problem_metrics.evaluation_id is 'The evaluation: a key of evaluations.';
comment on column problem_metrics.problem_key is 'The problem that was asked: a key of problems.';
comment on column problem_metrics.samples is 'Number of completions that were sampled for the problem.';
comment on column problem_metrics.value is 'Mean of the metric over those samples, from 0 to 1.';
