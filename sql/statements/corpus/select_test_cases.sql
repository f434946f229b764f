-- A row is one test case of the given problems, in order.
select problem_key, origin, input, output, origin || ' ' || sha256 as digest
from test_cases
where list_contains($problem_keys, problem_key)
order by problem_key, ordinal;
