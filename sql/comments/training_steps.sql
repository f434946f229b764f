comment on table training_steps is 'A row is one optimiser step of one training run.';
comment on column training_steps.run_id is 'The run: a key of training_runs.';
comment on column training_steps.step is 'Number of the step; 1 is the first.';
comment on column training_steps.loss is 'Loss that the step descended.';
comment on column training_steps.reward_mean is 'Mean reward of the rollouts that have one.';
comment on column training_steps.reward_std is 'Standard deviation of those rewards.';
comment on column training_steps.zero_variance_share is
    'Share, from 0 to 1, of groups whose rewards are all equal: they teach nothing.';
comment on column training_steps.v_change is 'Euclidean norm of the change of the trained numbers v in this step.';
comment on column training_steps.v_norm is 'Euclidean norm of the trained numbers v after this step.';
comment on column training_steps.weight_change is
    'Size of the adapter against the weights it adapts after this step, ‖ΔW‖/‖W‖ in the Frobenius norm.';
comment on column training_steps.grad_norm is 'Euclidean norm of the gradient of v, before it is clipped.';
comment on column training_steps.tokens_mean is 'Mean length of a completion, in tokens.';
comment on column training_steps.truncated_share is
    'Share, from 0 to 1, of completions that were cut at the token limit.';
comment on column training_steps.generate_seconds is
    'Wall time of generating the rollouts, in seconds; 0 where the step reuses those of the step before.';
comment on column training_steps.judge_seconds is
    'Wall time of waiting for the judge after generation ended, in seconds.';
comment on column training_steps.update_seconds is 'Wall time of computing and applying the update, in seconds.';
comment on column training_steps.fault_share is
    'Share, from 0 to 1, of rollouts that the judge failed on; they are masked. Null, in older rows, means that it was not measured.';
comment on column training_steps.replaced_share is
    'Share, from 0 to 1, of groups that dynamic sampling replaced. Null, in older rows, means that it was not measured.';
comment on column training_steps.entropy is
    'Mean entropy of the distributions that completion tokens were drawn from, in nats. Null means that it was not measured.';
comment on column training_steps.clip_low_share is
    'Share, from 0 to 1, of tokens whose importance ratio was clipped from below. Null means that it was not measured.';
comment on column training_steps.clip_high_share is
    'Share, from 0 to 1, of tokens whose importance ratio was clipped from above. Null means that it was not measured.';
comment on column training_steps.lr is 'Learning rate of the step. Null, in older rows, means that it was not stored.';
comment on column training_steps.v is
    'The trained numbers after this step. Null means that they are more than 4,096, as a LoRA''s are, or, in older rows, that they were not stored.';
comment on column training_steps.gradient is
    'Estimate, from this step''s rollouts, of the gradient of a completion''s mean advantage by the trained numbers. Null means that v is, that it was not stored, or that the loss is another one (grdpo, not dapo, a KL penalty, several steps a batch).';
comment on column training_steps.importance_ratio_mean is
    'Mean of π/μ over the tokens that taught, with π the trainer''s probability of a token and μ that of the engine that sampled it; 1 is expected. Null means that the model itself sampled.';
comment on column training_steps.importance_capped_share is
    'Share, from 0 to 1, of those tokens whose π/μ is above training.importance_cap. Null means that the model itself sampled.';
comment on column training_steps.importance_max_difference is
    'Largest difference of log π and log μ, in nats. Null means that the model itself sampled.';
comment on column training_steps.importance_divergence is
    'Kullback-Leibler divergence of π from μ per token, in nats. Null means that the model itself sampled.';
comment on column training_steps.threads is
    'Threads that torch computed with: another number may change the last bits. Null, in older rows, means that it was not stored.';
