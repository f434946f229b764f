-- A row is one of the twenty largest test cases: what training.max_case_bytes has to reckon with.
select
    problems.title,
    problems.dataset,
    problems.config,
    test_cases.origin,
    test_cases.ordinal,
    round(test_cases.bytes / 1e6, 3) as megabytes,
    strlen(test_cases.input) as input_bytes,
    strlen(test_cases.output) as output_bytes,
    test_cases.problem_key
from (select problem_key, ordinal from test_cases order by bytes desc, problem_key, ordinal limit 20)
join test_cases using (problem_key, ordinal)
join problems using (problem_key)
order by test_cases.bytes desc, test_cases.problem_key, test_cases.ordinal;
