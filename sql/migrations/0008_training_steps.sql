-- What else is known of a training step. Null in rows that are older, and where it was not measured.
alter table training_steps add column fault_share double;      -- of rollouts the judge failed on: masked, not scored
alter table training_steps add column replaced_share double;   -- of groups that dynamic sampling replaced
alter table training_steps add column entropy double;          -- mean over completion tokens, in nats
alter table training_steps add column clip_low_share double;   -- of tokens whose ratio was clipped from below
alter table training_steps add column clip_high_share double;  -- and from above
alter table training_steps add column lr double;               -- learning rate of the step

-- A rollout the judge failed on has no judgement, hence no source_sha, and no reward.
alter table completions alter column judgement_id drop not null;
alter table completions add column fault varchar;              -- what the judge said; null: it judged
