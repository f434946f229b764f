-- A row is one reward term at one step of a training run; contribution is what it adds to the mean reward.
-- $run_id null means the run started last. spread is the standard deviation over the step's rollouts, varying_percent
-- the share of groups whose completions differ in the term: in the others it teaches nothing.
select
    step,
    term,
    round(mean, 4) as mean,
    round(spread, 4) as spread,
    weight,
    round(contribution, 4) as contribution,
    round(100 * varying_share, 1) as varying_percent,
    groups,
    rollouts,
    run_id
from reward_terms_by_step
where run_id = chosen_run($run_id)
order by step, term;
