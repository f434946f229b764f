-- A row is a problem that a current load holds, with how many test cases it has.
create or replace view current_problems as
select
    problems.*,
    stated_difficulty.platform,
    stated_difficulty.letter,
    stated_difficulty.word,
    (select count(*) from test_cases where test_cases.problem_key = problems.problem_key)
        as test_case_count,
    case bucket when 'easy' then 0 when 'medium' then 1 when 'hard' then 2 else 3 end
        as bucket_order
from problems
join stated_difficulty using (problem_key)
where problem_key in (
    select problem_key from loaded_problems join current_loads using (load_id)
);

comment on column current_problems.problem_key is
    'Id of the problem: 16 hex digits over the statement, starter code, limits, test cases and a stated checker.';
comment on column current_problems.test_case_count is 'Number of test cases that are stored of the problem.';
comment on column current_problems.bucket_order is 'Place of the bucket from easy (0) to unrated (3), to sort by.';
