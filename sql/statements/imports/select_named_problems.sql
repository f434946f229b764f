-- A row is a problem that an evaluation asked; with no evaluation given, a usable one of a split. With its names,
-- to be answered in $language where that is open.
with chosen as (
    select *
    from problems
    where
        problem_key in (select problem_key from completions where evaluation_id = $evaluation_id::varchar)
        or (
            $evaluation_id::varchar is null
            and problem_key in (
                select problem_key
                from usable_problems
                where split = $split and (io_mode = 'stdin' or $language = 'python')
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
    function, standard, starter_code, case_digests, config, native_id
from chosen
join cases using (problem_key)
order by problem_key;
