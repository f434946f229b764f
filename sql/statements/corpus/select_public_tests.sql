-- A row is one of the first $most test cases of a given problem that a prompt may show, in order.
select problem_key, origin, input, output
from test_cases
where list_contains($problem_keys, problem_key) and origin in ('public', 'statement')
qualify row_number() over (partition by problem_key order by ordinal) <= $most
order by problem_key, ordinal;
