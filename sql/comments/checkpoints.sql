comment on table checkpoints is 'A row is one saved state of the trained numbers of a run.';
comment on column checkpoints.checkpoint_id is 'Id of the checkpoint: 16 hex digits over its run, step and content.';
comment on column checkpoints.run_id is 'The training run: a key of training_runs.';
comment on column checkpoints.step is 'The optimiser step after which it was saved.';
comment on column checkpoints.path is 'Where its file lies, below the home folder.';
comment on column checkpoints.sha256 is 'SHA-256 of the file, in hex.';
comment on column checkpoints.v is
    'The trained numbers themselves. Null means that they are more than 4,096, as a LoRA''s are; the file holds them.';
comment on column checkpoints.base_fingerprint is 'Hash over the weights of the base model that it was trained on.';
comment on column checkpoints.averaged is
    'How many of the run''s steps, the last of them this one, v is the mean of. Null and 1 mean that it is the step''s own.';
comment on column checkpoints.validation_score is
    'Score on the validation problems at this step, from 0 to 1. Null means that this step was not validated.';
