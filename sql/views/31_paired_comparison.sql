-- A row is one problem seen by base and tuned policy under the same conditions: every metric of both.
create or replace view paired_comparison as
select
    pairs.policy,
    pairs.run_id,
    pairs.step,
    base.problem_key,
    base.dataset,
    base.bucket,
    base.title,
    base.samples as base_samples,
    tuned.samples as tuned_samples,
    {% for metric in metrics %}
    base.{{ metric.column }} as base_{{ metric.column }},
    tuned.{{ metric.column }} as tuned_{{ metric.column }},
    {% endfor %}
    pairs.base_evaluation_id,
    pairs.tuned_evaluation_id
from comparable_evaluations as pairs
join problem_rates as base on base.evaluation_id = pairs.base_evaluation_id
join problem_rates as tuned
    on tuned.evaluation_id = pairs.tuned_evaluation_id and tuned.problem_key = base.problem_key;

comment on column paired_comparison.problem_key is 'The problem that both were asked: a key of problems.';
comment on column paired_comparison.base_samples is 'Number of samples of the base model.';
comment on column paired_comparison.tuned_samples is 'Number of samples of the tuned policy.';
{% for metric in metrics %}
comment on column paired_comparison.base_{{ metric.column }} is
    {{ ("The metric " ~ metric.name ~ ", the mean over the samples of the base model, from 0 to 1. " ~ metric.says) | literal }};
comment on column paired_comparison.tuned_{{ metric.column }} is
    {{ ("The metric " ~ metric.name ~ ", the mean over the samples of the tuned policy, from 0 to 1. " ~ metric.says) | literal }};
{% endfor %}
