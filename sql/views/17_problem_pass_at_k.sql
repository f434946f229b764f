-- A row is the unbiased pass@k of one problem within one evaluation, for each k = 1, 2, 4, … that every problem of
-- the evaluation has samples for: 1 - C(n-c,k)/C(n,k), Chen et al. 2021 (arXiv 2107.03374), eq. 1.
create or replace view problem_pass_at_k as
with powers as (
    select (1 << i)::bigint as k from range(31) as exponents (i)
),

smallest as (
    select evaluation_id, min(samples) as samples_per_problem
    from problem_rates
    group by evaluation_id
)

select
    rates.evaluation_id,
    rates.problem_key,
    powers.k,
    -- The product form of the same quotient: no factorial overflows.
    case
        when rates.samples - rates.solved < powers.k then 1.0
        else 1.0 - coalesce(
            list_product(
                list_transform(
                    range(rates.samples - rates.solved + 1, rates.samples + 1),
                    lambda i: 1.0::double - powers.k / i
                )
            ),
            1.0
        )
    end as pass_at_k,
    smallest.samples_per_problem
from problem_rates as rates
join smallest using (evaluation_id)
join powers on powers.k <= smallest.samples_per_problem;

comment on column problem_pass_at_k.k is 'Number of tries that pass@k grants: 1, 2, 4 and so on.';
comment on column problem_pass_at_k.pass_at_k is
    'Unbiased chance, from 0 to 1, that at least one of k samples passes every test case.';
comment on column problem_pass_at_k.samples_per_problem is
    'Smallest number of samples that any problem of the evaluation has: no k is larger.';
