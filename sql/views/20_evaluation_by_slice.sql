-- A row is one slice of one finished evaluation (see evaluation_slices): every metric. Rates are means over the
-- slice's problems; hard_coded_rate over those of which it can be told, hard_coded_problems. Seconds are the
-- judge's, of CPU time.
create or replace view evaluation_by_slice as
select * rename (pass_rate as pass_at_1)
from (
    select
        labelled.policy,
        evaluation_id,
        slice_by,
        slice,
        count(*) as problems,
        sum(samples)::bigint as completions,
        {% for metric in metrics %}
        avg(rates.{{ metric.column }}) as {{ metric.column }},
        {% endfor %}
        avg(code_rate) as code_rate,
        avg(hard_coded_rate) as hard_coded_rate,
        count(hard_coded_rate) as hard_coded_problems,
        sum(tokens) / nullif(sum(samples_with_tokens), 0) as tokens_mean,
        sum(compile_seconds) as compile_seconds,
        sum(cpu_seconds) as cpu_seconds
    from evaluation_slices
    join problem_rates as rates using (evaluation_id, problem_key)
    join labelled_evaluations as labelled using (evaluation_id)
    where labelled.status = 'finished'
    group by labelled.policy, evaluation_id, slice_by, slice
)
order by policy, evaluation_id, slice_by, slice;

comment on column evaluation_by_slice.evaluation_id is 'The evaluation: a key of evaluations.';
comment on column evaluation_by_slice.problems is 'Number of problems in the slice.';
comment on column evaluation_by_slice.completions is 'Number of completions of those problems.';
comment on column evaluation_by_slice.code_rate is
    'Mean over problems, from 0 to 1, of the share of samples that held an answer to judge.';
comment on column evaluation_by_slice.hard_coded_rate is
    'Mean over hard_coded_problems, from 0 to 1, of the share of samples that may be hard-coded, at most. Null means that it cannot be told of any of them.';
comment on column evaluation_by_slice.hard_coded_problems is 'Number of problems of which hard-coding can be told.';
comment on column evaluation_by_slice.tokens_mean is
    'Mean length of a completion, in tokens. Null means that no length is known.';
comment on column evaluation_by_slice.compile_seconds is 'CPU time of compiling all of them, in seconds.';
comment on column evaluation_by_slice.cpu_seconds is 'CPU time of running all of them, in seconds.';
{% for metric in metrics %}
comment on column evaluation_by_slice.{{ "pass_at_1" if metric.column == "pass_rate" else metric.column }} is
    {{ ("The metric " ~ metric.name ~ ", the mean over problems, from 0 to 1. " ~ metric.says) | literal }};
{% endfor %}
