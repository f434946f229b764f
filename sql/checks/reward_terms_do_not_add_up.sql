-- A row here is a rollout whose weighted terms do not sum to its reward, or that has terms and no reward, or a reward
-- and no terms in a run that stores them; or terms of a rollout that is gone.
with sums as (
    select completion_id, sum(value * weight) as weighted_sum
    from reward_terms
    group by completion_id
),

storing as (
    select distinct run_id
    from completions
    join sums using (completion_id)
)

select completion_id, completions.run_id, completions.step, completions.reward, sums.weighted_sum
from sums
full join completions using (completion_id)
where
    (
        (sums.completion_id is not null or completions.run_id in (select run_id from storing))
        and (sums.weighted_sum is null) <> (completions.reward is null)
    )
    or abs(sums.weighted_sum - completions.reward) > 1e-9 * greatest(1, abs(completions.reward));
