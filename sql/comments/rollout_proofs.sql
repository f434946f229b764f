comment on table rollout_proofs is
    'A row is one optimiser step of one training run, and what proves that its rollouts were sampled from the policy that was trained.';
comment on column rollout_proofs.run_id is 'The run: a key of training_runs.';
comment on column rollout_proofs.step is 'Number of the step; 1 is the first.';
comment on column rollout_proofs.sampled_adapter is
    'Hash of the trained numbers that sampled: 16 hex digits. Null means that the engine does not say, or that not one adapter sampled.';
comment on column rollout_proofs.trained_adapter is
    'Hash of the trained numbers before the step, when the rollouts were asked for: 16 hex digits.';
comment on column rollout_proofs.tokens is
    'Tokens that were compared: those that taught, or one completion''s where none did.';
comment on column rollout_proofs.unknown is 'Tokens of those without a log-probability of the sampler.';
comment on column rollout_proofs.mean_difference is
    'Mean of |log π − log μ| in nats, with π the trainer''s probability of a token and μ the sampler''s. Null means that the engine says none.';
comment on column rollout_proofs.max_difference is
    'Largest of these differences, in nats. Null means that the engine says none.';
comment on column rollout_proofs.outside_share is
    'Share, from 0 to 1, of tokens further apart than the band. Null means that the engine says no log-probabilities.';
comment on column rollout_proofs.band is 'How far a token may lie apart, in nats: training.proof_band, or that of the dtype.';
comment on column rollout_proofs.zero_difference is
    'Largest difference, in nats, that an adapter of exactly zero makes to the trainer''s log-probabilities. Null means that it was not measured at this step.';
comment on column rollout_proofs.mismatch is
    'What is wrong, and the likely cause; the step was not taken. Null means that the rollouts are the trained policy''s.';
