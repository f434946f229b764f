-- A row (the only one) is when a base model counts as solving a problem, and when as not solving it:
-- a pass rate above the first number solves; no solve within fewer completions than the second says nothing.
create or replace view tier_cut_points as
select
    0.0::double as pass_rate_above,
    4 as least_completions;

comment on column tier_cut_points.pass_rate_above is
    'A base model whose pass rate is above this, from 0 to 1, counts as solving a problem.';
comment on column tier_cut_points.least_completions is
    'Number of completions without a solve that it takes to say that a base model does not solve a problem.';
