-- A row says what became of the problems of one load: how many can be used, and why the others cannot.
select
    count(*) as problems,
    count(*) filter (problem_key in (select problem_key from usable_problems)) as usable,
    count(*) filter (io_mode <> 'stdin') as not_stdin,
    count(duplicate_of) as duplicates,
    coalesce(sum(cases.test_cases), 0)::bigint as test_cases,
    coalesce(sum(cases.bytes), 0)::bigint as test_case_bytes
from loaded_problems
join problems using (problem_key)
left join (
    select problem_key, count(*) as test_cases, sum(bytes) as bytes from test_cases group by problem_key
) as cases using (problem_key)
where load_id = $load_id;
