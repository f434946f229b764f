comment on table evaluations is 'A row is one policy evaluated on one problem set under one set of conditions.';
comment on column evaluations.evaluation_id is
    'Id of the evaluation: 16 hex digits over everything that can change its numbers.';
comment on column evaluations.checkpoint_id is
    'The checkpoint that was evaluated: a key of checkpoints. Null means the base model, or a policy that was imported.';
comment on column evaluations.base_model is 'Name of the base model.';
comment on column evaluations.base_model_origin is
    'Whose the weights of the base model are and under which licence, as model.origin said it. Null means that it said nothing, or that the evaluation is older than the column.';
comment on column evaluations.base_fingerprint is 'Hash over the weights of the base model.';
comment on column evaluations.problem_set_fingerprint is
    'Hash over the problems, their test cases and limits: equal where two evaluations asked the same.';
comment on column evaluations.problems is 'Number of problems that were asked.';
comment on column evaluations.settings is
    'Settings that can change a number: model, prompt, generation, judge and evaluation.';
comment on column evaluations.seed is
    'Random seed of sampling and of choosing problems. Null means that another program sampled the completions.';
comment on column evaluations.judge_version is 'Hash over the code of the judge.';
comment on column evaluations.code_version is 'Hash over the code that the numbers depend on.';
comment on column evaluations.status is 'How the evaluation stands: running or finished.';
comment on column evaluations.flow_run_id is
    'Id of the Prefect flow run that worked on it last. Null means that it ran outside Prefect.';
comment on column evaluations.started_at is 'Time at which the evaluation was first started.';
comment on column evaluations.finished_at is 'Time at which the evaluation finished. Null means that it has not.';
comment on column evaluations.seconds is
    'Wall time of the evaluation, in seconds, summed over interrupted attempts. Null means that no attempt has ended.';
comment on column evaluations.imported_as is
    'Name that a policy was imported under. Null means the base model, or a checkpoint that was trained here.';
