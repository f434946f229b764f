-- A row here is a load that kept problems, none of which can be used for training or evaluation. Problems that only
-- repeat others are no fault: those can be used. $load_ids null means every current load.
select
    loads.load_id,
    loads.dataset,
    loads.config,
    loads.split,
    loads.rows_kept
from current_loads as loads
left join loaded_problems using (load_id)
left join problems using (problem_key)
left join usable_problems as usable using (problem_key)
where loads.rows_kept > 0 and ($load_ids::varchar[] is null or list_contains($load_ids, loads.load_id))
group by all
having count(usable.problem_key) = 0 and count(problems.duplicate_of) = 0;
