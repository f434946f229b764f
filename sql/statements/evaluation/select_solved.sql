-- A row is one problem of the evaluation $evaluation_id: completions that pass (where $compiles, compile), and completions.
select
    problem_key,
    count(*) filter (where case when $compiles then compiled else solved end) as solved,
    count(*) as samples
from judged_completions
where evaluation_id = $evaluation_id
group by problem_key
order by problem_key;
