-- A row is one problem seen by base and tuned policy under the same conditions: both rates.
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
    base.pass_rate as base_pass_rate,
    tuned.pass_rate as tuned_pass_rate,
    base.compile_rate as base_compile_rate,
    tuned.compile_rate as tuned_compile_rate,
    base.mean_score as base_mean_score,
    tuned.mean_score as tuned_mean_score,
    pairs.base_evaluation_id,
    pairs.tuned_evaluation_id
from comparable_evaluations as pairs
join problem_rates as base on base.evaluation_id = pairs.base_evaluation_id
join problem_rates as tuned
    on tuned.evaluation_id = pairs.tuned_evaluation_id and tuned.problem_key = base.problem_key;

comment on column paired_comparison.problem_key is 'The problem that both were asked: a key of problems.';
comment on column paired_comparison.base_samples is 'Number of samples of the base model.';
comment on column paired_comparison.tuned_samples is 'Number of samples of the tuned policy.';
comment on column paired_comparison.base_pass_rate is
    'Share, from 0 to 1, of samples of the base model that passed every test case.';
comment on column paired_comparison.tuned_pass_rate is
    'Share, from 0 to 1, of samples of the tuned policy that passed every test case.';
comment on column paired_comparison.base_compile_rate is
    'Share, from 0 to 1, of samples of the base model that compiled.';
comment on column paired_comparison.tuned_compile_rate is
    'Share, from 0 to 1, of samples of the tuned policy that compiled.';
comment on column paired_comparison.base_mean_score is
    'Mean share of test cases that samples of the base model passed, from 0 to 1.';
comment on column paired_comparison.tuned_mean_score is
    'Mean share of test cases that samples of the tuned policy passed, from 0 to 1.';
