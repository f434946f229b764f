-- One row: how the rollouts of this run's steps pass (where $compiles, compile), and how much their problems vary.
-- slope: how much more often a completion does for each unit of advantage (least squares through the groups' means).
-- spread: mean over groups of p (1 − p), without bias; of groups that were scored more than once.
with rollouts as (
    select step, problem_key, advantage, (case when $compiles then compiled else solved end)::double as passes
    from judged_completions
    where run_id = $run_id and reward is not null
),

groups as (
    select step, problem_key, var_samp(passes) as spread
    from rollouts
    group by step, problem_key
    having count(*) > 1
)

select
    (select sum(advantage * passes) / nullif(sum(advantage * advantage), 0) from rollouts) as slope,
    (select avg(spread) from groups) as spread;
