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
