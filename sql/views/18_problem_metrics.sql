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
