-- A row is a completion that is judged and stored already.
select problem_key, sample from completions where evaluation_id = $evaluation_id;
