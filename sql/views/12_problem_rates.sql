-- A row is one problem within one evaluation: each registered metric over its samples, and what they cost.
-- hard_coded_rate is null where it cannot be told (see hard_coded_completions).
create or replace view problem_rates as
select
    judged.evaluation_id,
    judged.problem_key,
    any_value(dataset) as dataset,
    any_value(bucket) as bucket,
    any_value(io_mode) as io_mode,
    any_value(contest_date) as contest_date,
    any_value(title) as title,
    count(*) as samples,
    count(*) filter (solved) as solved,
    {% for metric in metrics %}
    avg(judged.{{ metric.column }}) as {{ metric.column }},
    {% endfor %}
    avg((judged.verdict <> 'NC')::double) as code_rate,
    avg(hard_coded::double) as hard_coded_rate,
    count(tokens) as samples_with_tokens,
    sum(tokens)::bigint as tokens,
    sum(compile_ms) / 1000 as compile_seconds,
    sum(cpu_ms) / 1000 as cpu_seconds
from completion_metrics as judged
join hard_coded_completions using (completion_id)
where judged.evaluation_id is not null
group by judged.evaluation_id, judged.problem_key;
