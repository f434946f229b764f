-- A row is one problem as one base model met it in its finished evaluations: how often it solved it, with the
-- Wilson 95% interval. `solves` is null where too few completions were tried to say that it does not.
create or replace view measured_difficulty as
with rates as (
    select
        problem_key,
        base_model,
        count(*) as completions,
        count(*) filter (solved) as solved,
        avg(solved::double) as pass_rate
    from judged_completions
    join evaluations using (evaluation_id)
    where
        evaluations.checkpoint_id is null
        and evaluations.imported_as is null
        and evaluations.status = 'finished'
    group by problem_key, base_model
),

wilson as (
    select
        *,
        1.959964 as z,
        (pass_rate + z ^ 2 / (2 * completions)) / (1 + z ^ 2 / completions) as middle,
        z / (1 + z ^ 2 / completions)
        * sqrt(pass_rate * (1 - pass_rate) / completions + z ^ 2 / (4 * completions ^ 2)) as half
    from rates
)

select
    problem_key,
    base_model,
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
