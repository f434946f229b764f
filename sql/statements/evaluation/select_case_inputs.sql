-- A row is the beginning of one test case's input and how much more there is, by its place among its problem's, and how
-- many those are.
select problem_key, place, input, stored
from (
    select
        problem_key,
        left(input, $most)
            || case when length(input) > $most then format(E'\n… {:,} more', length(input) - $most) else '' end as input,
        row_number() over (partition by problem_key order by ordinal) - 1 as place,
        count(*) over (partition by problem_key) as stored
    from test_cases
    where list_contains($problem_keys, problem_key)
)
where list_contains($places, place);
