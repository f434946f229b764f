-- A row is one reward term at one step of a training run, over the step's rollouts that have a reward; groups that
-- were replaced are among them. contribution is what the term adds to the mean reward. A term teaches something in the
-- groups whose completions differ in it: varying_share is their share, by the tolerance that advantages have.
create or replace view reward_terms_by_step as
with valued as (
    select
        completions.run_id,
        completions.step,
        completions.problem_key,
        coalesce(
            completions.sample // (runs.settings->>'$.training.generations_per_prompt')::integer, 0
        ) as nth_group,
        reward_terms.term,
        reward_terms.weight,
        reward_terms.value
    from reward_terms
    join completions using (completion_id)
    left join training_runs as runs on runs.run_id = completions.run_id
),

by_group as (
    select run_id, step, term, weight, max(value) - min(value) > 1e-9 as varies
    from valued
    group by run_id, step, term, weight, problem_key, nth_group
),

variety as (
    select run_id, step, term, weight, count(*) as groups, avg(varies::integer) as varying_share
    from by_group
    group by run_id, step, term, weight
)

select
    run_id,
    step,
    term,
    weight,
    count(*) as rollouts,
    avg(value) as mean,
    coalesce(stddev_samp(value), 0) as spread,
    weight * avg(value) as contribution,
    any_value(variety.groups) as groups,
    any_value(variety.varying_share) as varying_share
from valued
join variety using (run_id, step, term, weight)
group by run_id, step, term, weight
order by run_id, step, term;

comment on column reward_terms_by_step.rollouts is 'Number of rollouts of the step that have a reward.';
comment on column reward_terms_by_step.mean is 'Mean of the term over them, before its weight.';
comment on column reward_terms_by_step.spread is 'Standard deviation of the term over them.';
comment on column reward_terms_by_step.contribution is 'What the term adds to the mean reward: weight times mean.';
comment on column reward_terms_by_step.groups is 'Number of groups of the step, those that were replaced among them.';
comment on column reward_terms_by_step.varying_share is
    'Share, from 0 to 1, of groups whose completions differ in the term.';
