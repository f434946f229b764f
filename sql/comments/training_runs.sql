comment on table training_runs is 'A row is one training run: one adapter trained under one set of settings.';
comment on column training_runs.run_id is
    'Id of the run: 16 hex digits over everything that shapes it, so that the same training is done once.';
comment on column training_runs.settings is 'The settings of the run that shape what is learnt.';
comment on column training_runs.base_model is 'Name of the base model.';
comment on column training_runs.base_revision is
    'Revision of the base model: a commit of its repository, or a hash of its files.';
comment on column training_runs.base_fingerprint is 'Hash over the weights of the base model.';
comment on column training_runs.adapter is 'The settings of the adapter, such as u, rank, tying and seed.';
comment on column training_runs.corpus_fingerprint is 'Hash over the training problems, their test cases and limits.';
comment on column training_runs.code_version is 'Hash over the code that a training depends on.';
comment on column training_runs.start_checkpoint_id is
    'The checkpoint whose v the run began at: a key of checkpoints. Null means that v began at zero, or that the run is imported.';
comment on column training_runs.status is 'How the run stands: running, finished or failed; imported where only a file of it is known.';
comment on column training_runs.flow_run_id is
    'Id of the Prefect flow run that worked on it last. Null means that it ran outside Prefect.';
comment on column training_runs.started_at is 'Time at which the run was first started.';
comment on column training_runs.finished_at is
    'Time at which the run finished or failed. Null means that it is running, or was killed.';
comment on column training_runs.seconds is
    'Wall time of the training, in seconds, summed over interrupted attempts. Null means that no attempt has ended.';
