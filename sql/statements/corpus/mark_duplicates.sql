-- Every problem that repeats a better one of the current loads, to a run in C++, points to the one that stays.
update problems
set duplicate_of = found.duplicate_of
from (
    select problems.problem_key as this_key, duplicates.duplicate_of
    from problems
    left join duplicates_within((select list(load_id) from current_loads), 'c++') as duplicates
        using (problem_key)
) as found
where problem_key = this_key and problems.duplicate_of is distinct from found.duplicate_of;
