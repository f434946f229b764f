-- A row is a problem of one split of the given loads that can be judged in $language, with the digests of its
-- test cases: in c++ those that read standard input, in python those that are a function besides.
-- Of what repeats what only the given loads decide, so that nothing else in the warehouse moves a test set.
-- What is trained on or chosen by leaves out, besides, what any load holds out: of every choice of rows and files, too,
-- for another choice from the same place takes its place as the current load.
with held_out_loads as (
    select load_id
    from dataset_loads
    where split = 'test'
    qualify row_number() over (
        partition by dataset, config, origin, choices::varchar order by used_at desc, load_id
    ) = 1
),

held_out as (
    select statement_sha
    from problems
    join statement_signatures using (problem_key)
    where
        split = 'test'
        and (io_mode = 'stdin' or ($language = 'python' and function is not null))
        and trust is distinct from 'quarantined'
        and problem_key in (select problem_key from loaded_problems join held_out_loads using (load_id))
        and problem_key in (select problem_key from test_cases)
),

leaks as (
    select statement_sha from held_out
    union
    select near_duplicates.statement_sha
    from near_duplicates
    join held_out on held_out.statement_sha = near_duplicates.other_sha
),

chosen as (
    select *
    from problems
    where
        (io_mode = 'stdin' or ($language = 'python' and function is not null))
        and trust is distinct from 'quarantined'
        and split = $split
        and problem_key in (
            select problem_key from loaded_problems where list_contains($load_ids, load_id)
        )
        and problem_key not in (select problem_key from duplicates_within($load_ids, $language))
        and (
            split = 'test'
            or problem_key not in (
                select problem_key from statement_signatures join leaks using (statement_sha)
            )
        )
),

cases as (
    select problem_key, list(origin || ' ' || sha256 order by ordinal) as case_digests
    from test_cases
    where problem_key in (select problem_key from chosen)
    group by problem_key
)

select
    problem_key, dataset, bucket, title, statement, language, time_limit_s, memory_limit_mb,
    coalesce(checker, 'tokens') as checker,
    if(coalesce(answer_language, 'c++') = 'c++', $language, answer_language) as answer_language,
    function, standard, starter_code, case_digests, platform, letter, rating, word
from chosen
join cases using (problem_key)
join stated_difficulty using (problem_key)
order by problem_key;
