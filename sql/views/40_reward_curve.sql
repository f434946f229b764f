-- A row is one optimiser step of one training run; reward_smoothed averages the last five steps.
create or replace view reward_curve as
select
    steps.run_id,
    runs.started_at,
    runs.status,
    steps.step,
    steps.reward_mean,
    steps.reward_std,
    avg(steps.reward_mean) over (
        partition by steps.run_id order by steps.step rows between 4 preceding and current row
    ) as reward_smoothed,
    steps.zero_variance_share,
    steps.replaced_share,
    steps.fault_share,
    steps.entropy,
    steps.clip_low_share,
    steps.clip_high_share,
    steps.lr,
    steps.importance_ratio_mean,
    steps.importance_capped_share,
    steps.importance_max_difference,
    steps.importance_divergence,
    steps.loss,
    steps.v_change,
    steps.v_norm,
    steps.weight_change,
    steps.grad_norm,
    steps.tokens_mean,
    steps.truncated_share,
    steps.generate_seconds,
    steps.judge_seconds,
    steps.update_seconds
from training_steps as steps
join training_runs as runs using (run_id)
order by runs.started_at, steps.run_id, steps.step;

comment on column reward_curve.reward_smoothed is 'Mean of reward_mean over this step and the four before it.';
