-- A row is one way that programs of a dataset are fed, and how many of its problems can be judged in which language.
select
    problems.dataset,
    problems.config,
    problems.io_mode,
    count(*) as problems,
    count(usable.problem_key) as usable,
    count(*) filter (list_contains(answerable_in, 'c++')) as in_cpp,
    count(*) filter (list_contains(answerable_in, 'python')) as in_python,
    count(*) filter (list_contains(answerable_in, 'mathematics')) as in_mathematics,
    count(problems.starter_code) as with_starter_code,
    count(problems.extra ->> '$.fn_name') as with_function_name
from current_problems as problems
left join usable_problems as usable using (problem_key)
group by problems.dataset, problems.config, problems.io_mode
order by problems.dataset, problems.config, problems desc, problems.io_mode;
