-- A row is one problem as one base model met it in one language in its finished evaluations: how often it solved
-- it, with the Wilson 95% interval. `solves` is null where too few completions were tried to say that it does not.
create or replace view measured_difficulty as
with rates as (
    select
        problem_key,
        base_model,
        base_fingerprint,
        answer_language,
        sum(completions)::bigint as completions,
        coalesce(sum(completions) filter (verdict = 'AC'), 0)::bigint as solved
    from measured_outcomes
    group by problem_key, base_model, base_fingerprint, answer_language
),

wilson as (
    select
        *,
        solved / completions as pass_rate,
        1.959964 as z,
        (pass_rate + z ^ 2 / (2 * completions)) / (1 + z ^ 2 / completions) as middle,
        z / (1 + z ^ 2 / completions)
        * sqrt(pass_rate * (1 - pass_rate) / completions + z ^ 2 / (4 * completions ^ 2)) as half
    from rates
)

select
    problem_key,
    base_model,
    base_fingerprint,
    answer_language,
    completions,
    solved,
    pass_rate,
    greatest(0, middle - half) as pass_rate_low,
    least(1, middle + half) as pass_rate_high,
    case
        when pass_rate > pass_rate_above then true
        when completions >= least_completions then false
    end as solves
from wilson
cross join tier_cut_points;

comment on column measured_difficulty.completions is 'Number of completions that the base model was given.';
comment on column measured_difficulty.solved is 'Number of completions that passed every test case.';
comment on column measured_difficulty.pass_rate is 'Share, from 0 to 1, of completions that passed every test case.';
comment on column measured_difficulty.pass_rate_low is 'Lower end of the Wilson 95% interval of pass_rate.';
comment on column measured_difficulty.pass_rate_high is 'Upper end of the Wilson 95% interval of pass_rate.';
comment on column measured_difficulty.solves is
    'Whether the base model counts as solving the problem. Null means that too few completions were tried to say no.';
