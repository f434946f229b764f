-- A row is a judgeable problem of one split of the given loads, with the digests of its test cases.
-- Only the given loads count for what repeats what, so that nothing else in the warehouse moves the set.
with chosen as (
    select *
    from problems
    where
        io_mode = 'stdin'
        and trust is distinct from 'quarantined'
        and split = $split
        and problem_key in (
            select problem_key from loaded_problems where list_contains($load_ids, load_id)
        )
        and problem_key not in (select problem_key from duplicates_within($load_ids))
),

cases as (
    select problem_key, list(origin || ' ' || sha256 order by ordinal) as case_digests
    from test_cases
    where problem_key in (select problem_key from chosen)
    group by problem_key
)

select
    problem_key, dataset, bucket, title, statement, language, time_limit_s, memory_limit_mb,
    coalesce(checker, 'tokens') as checker, case_digests
from chosen
join cases using (problem_key)
order by problem_key;
