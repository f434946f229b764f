-- A training may begin at another one's v. Null also in rows that are older: they all began at zero.
alter table training_runs add column start_checkpoint_id varchar;  -- a key of checkpoints; null: v began at zero
