comment on table validations is
    'A row says how the policy of a training run did on the validation problems after one of its steps.';
comment on column validations.run_id is 'The run: a key of training_runs.';
comment on column validations.step is 'The optimiser step after which it was validated; 0 is before the first.';
comment on column validations.score is
    'The rate that chooses a checkpoint, from 0 to 1: $.validation.metric in the settings of the run says which.';
comment on column validations.problems is 'Number of validation problems that were asked.';
comment on column validations.samples is 'Number of completions of all problems together; they are not kept.';
comment on column validations.compile_rate is 'Share, from 0 to 1, of completions that compiled.';
comment on column validations.pass_rate is 'Share, from 0 to 1, of completions that passed every test case.';
comment on column validations.mean_score is 'Mean share of test cases that a completion passed, from 0 to 1.';
comment on column validations.seconds is 'Wall time of the validation, in seconds.';
