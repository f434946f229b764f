-- A row is one way that programs of a dataset are fed: only stdin problems can be judged with g++ as they stand.
select
    dataset,
    config,
    io_mode,
    count(*) as problems,
    count(*) filter (problem_key in (select problem_key from usable_problems)) as usable,
    count(starter_code) as with_starter_code,
    count(extra ->> '$.fn_name') as with_function_name
from current_problems
group by dataset, config, io_mode
order by dataset, config, problems desc, io_mode;
