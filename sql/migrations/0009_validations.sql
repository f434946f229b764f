-- How the policy of a training did on the validation problems, after some of its steps.
create table validations (
    run_id       varchar not null,
    step         integer not null,  -- 0: before the first
    score        double not null,   -- the rate that chooses, $.validation.metric in the run's settings
    problems     integer not null,
    samples      integer not null,  -- completions of all problems together; they are not kept
    compile_rate double not null,
    pass_rate    double not null,
    mean_score   double not null,
    seconds      double not null,
    primary key (run_id, step)
);
