-- A row is one optimiser step of this run, in order: what a replay is held against. Of v too long to be stored there is
-- the hash, which the step after it was proven with, where that one begins a batch of rollouts.
select
    steps.step,
    steps.v,
    steps.v_norm,
    steps.reward_mean,
    steps.loss,
    steps.grad_norm,
    steps.threads,
    after.trained_adapter as adapter
from training_steps as steps
join training_runs as runs on runs.run_id = steps.run_id
left join rollout_proofs as after
    on
        after.run_id = steps.run_id
        and after.step = steps.step + 1
        and steps.step % coalesce((runs.settings ->> '$.training.num_iterations')::integer, 1) = 0
where steps.run_id = $run_id
order by steps.step;
