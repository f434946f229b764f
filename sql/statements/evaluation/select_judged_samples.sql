-- A row is one judged completion of the given evaluations and problems, with its texts: what a page shows of it.
select
    evaluation_id,
    problem_key,
    sample,
    title,
    text,
    source,
    first_failure
from judged_completions
where list_contains($evaluation_ids, evaluation_id)
    and list_contains($problem_keys, problem_key);
