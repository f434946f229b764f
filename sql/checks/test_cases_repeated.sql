-- A row here is a test case or a solution that is stored twice: a problem was stored without deleting its old rows.
select 'test case' as what, problem_key, ordinal, count(*) as times
from test_cases
group by problem_key, ordinal
having count(*) > 1
union all
select 'solution', problem_key, ordinal, count(*)
from solutions
group by problem_key, ordinal
having count(*) > 1;
