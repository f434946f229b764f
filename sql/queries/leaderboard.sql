-- A row is a finished evaluation of one policy: by problem set, the one evaluated last first, and best pass@1 first.
-- Evaluations on different problems are not ranked together.
with sets as (
    select
        problem_set_fingerprint,
        any_value(settings ->> '$.evaluation.split') as split,  -- an import does not say it
        max(finished_at) as newest
    from evaluations
    where status = 'finished'
    group by problem_set_fingerprint
)

select
    split,
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
    evaluation_id,
    problem_set_fingerprint
from leaderboard
join sets using (problem_set_fingerprint)
order by newest desc, problem_set_fingerprint, pass_at_1 desc, compile_rate desc, mean_score desc, finished_at;
