-- What became of a policy's metrics from one evaluation of it to the next, each looked at once.
create table metric_checks (
    evaluation_id        varchar not null,
    metric               varchar not null,    -- pass@1, compile rate, mean score
    before_evaluation_id varchar not null,    -- the same policy's, asked alike: the newest before it
    value_before         double not null,
    value_after          double not null,
    difference_low       double not null,     -- of the interval of after less before
    difference_high      double not null,
    confidence           double not null,
    p_value              double not null,     -- corrected (Holm) for the comparisons made together
    comparisons          integer not null,    -- how many those were
    test                 varchar not null,
    problems             integer not null,
    fell                 boolean not null,    -- by more than its interval
    differences          varchar[] not null,  -- conditions that are not the same, and what was left out
    flow_run_id          varchar,
    checked_at           timestamptz not null,
    primary key (evaluation_id, metric)
);
