-- A row is one split of one dataset as last loaded: rows read, kept, refused, and what is usable in which language.
select
    loads.dataset,
    loads.config,
    loads.split,
    loads.rows_read,
    loads.rows_kept,
    loads.rows_rejected,
    count(usable.problem_key) as usable,
    count(*) filter (list_contains(answerable_in, 'c++')) as in_cpp,
    count(*) filter (list_contains(answerable_in, 'python')) as in_python,
    count(*) filter (list_contains(answerable_in, 'mathematics')) as in_mathematics,
    count(usable.function) as functions,
    count(*) filter (problems.duplicate_of is not null) as duplicates,
    count(*) filter (problems.io_mode <> 'stdin') as not_stdin,
    loads.origin,
    left(loads.revision, 12) as revision,
    round(loads.seconds, 1) as seconds,
    loads.used_at
from current_loads as loads
left join loaded_problems using (load_id)
left join problems using (problem_key)
left join usable_problems as usable using (problem_key)
group by all
order by loads.dataset, loads.config, loads.split, loads.origin;
