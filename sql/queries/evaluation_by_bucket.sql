-- A row is one difficulty bucket of one finished evaluation.
-- $evaluation_id null means every one.
select
    policy,
    bucket,
    problems,
    completions,
    round(100 * pass_at_1, 1) as pass_at_1_percent,
    round(100 * compile_rate, 1) as compile_rate_percent,
    round(mean_score, 3) as mean_score,
    {% for metric in metrics if not metric.tested %}
    round({{ metric.column }}, 3) as {{ metric.column }},
    {% endfor %}
    evaluation_id
from evaluation_by_bucket
where $evaluation_id::varchar is null or evaluation_id = $evaluation_id::varchar
order by policy, evaluation_id, bucket;
