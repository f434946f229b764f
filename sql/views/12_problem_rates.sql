-- A row is one problem within one evaluation: each registered metric over its samples, and what they cost.
-- hard_coded_rate is null where it cannot be told (see hard_coded_completions).
create or replace view problem_rates as
select
    judged.evaluation_id,
    judged.problem_key,
    any_value(dataset) as dataset,
    any_value(bucket) as bucket,
    any_value(io_mode) as io_mode,
    any_value(answer_language) as answer_language,
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

comment on column problem_rates.evaluation_id is 'The evaluation: a key of evaluations.';
comment on column problem_rates.samples is 'Number of completions that were sampled for the problem.';
comment on column problem_rates.solved is 'Number of samples that passed every test case.';
comment on column problem_rates.code_rate is 'Share, from 0 to 1, of its samples that held an answer to judge.';
comment on column problem_rates.hard_coded_rate is
    'Share, from 0 to 1, of its samples that may be hard-coded, at most. Null means that this cannot be told.';
comment on column problem_rates.samples_with_tokens is 'Number of samples whose length in tokens is known.';
comment on column problem_rates.tokens is 'Length of those samples together, in tokens. Null means that none is known.';
comment on column problem_rates.compile_seconds is 'CPU time of compiling its samples, in seconds.';
comment on column problem_rates.cpu_seconds is 'CPU time of running its samples, in seconds.';
{% for metric in metrics %}
comment on column problem_rates.{{ metric.column }} is
    {{ ("The metric " ~ metric.name ~ ", the mean over its samples, from 0 to 1. " ~ metric.says) | literal }};
{% endfor %}
