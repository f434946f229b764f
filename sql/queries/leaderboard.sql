-- A row is a finished evaluation of one policy, best pass@1 first.
select
    policy,
    base_model,
    round(100 * pass_at_1, 1) as pass_at_1_percent,
    round(100 * compile_rate, 1) as compile_rate_percent,
    round(mean_score, 3) as mean_score,
    {% for metric in metrics if not metric.tested %}
    round({{ metric.column }}, 3) as {{ metric.column }},
    {% endfor %}
    problems,
    completions,
    finished_at,
    round(seconds, 1) as seconds,
    evaluation_id
from leaderboard;
