-- A row says how many problems of the given loads were never compared with the others.
select count(*) as problems
from problems
anti join statement_signatures using (problem_key)
where problem_key in (
    select problem_key from loaded_problems where list_contains($load_ids, load_id)
);
