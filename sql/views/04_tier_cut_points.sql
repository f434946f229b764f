-- A row (the only one) is when a base model counts as solving a problem, and when as not solving it:
-- a pass rate above the first number solves; no solve within fewer completions than the second says nothing.
create or replace view tier_cut_points as
select
    0.0::double as pass_rate_above,
    4 as least_completions;
