-- A row is one slice of one finished evaluation: all, or a dataset, bucket, io mode, year of contest, language.
-- $evaluation_id null means every one; $slice_by null means every way to slice (all, dataset, bucket, io_mode,
-- contest_window, answer_language). Verdicts and pass@k in the same slices: verdict_mix_by_slice, pass_at_k_by_slice.
select
    policy,
    slice_by,
    slice,
    problems,
    completions,
    round(100 * pass_at_1, 1) as pass_at_1_percent,
    round(100 * compile_rate, 1) as compile_rate_percent,
    round(mean_score, 3) as mean_score,
    {% for metric in metrics if not metric.tested %}
    round({{ metric.column }}, 3) as {{ metric.column }},
    {% endfor %}
    round(100 * hard_coded_rate, 1) as hard_coded_percent,
    hard_coded_problems,
    round(tokens_mean, 1) as tokens_mean,
    round(compile_seconds, 1) as compile_seconds,
    round(cpu_seconds, 1) as cpu_seconds,
    evaluation_id
from evaluation_by_slice
where
    ($evaluation_id::varchar is null or evaluation_id = $evaluation_id::varchar)
    and ($slice_by::varchar is null or slice_by = $slice_by::varchar)
order by policy, evaluation_id, slice_by, slice;
