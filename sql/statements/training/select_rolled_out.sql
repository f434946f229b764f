-- A row is one group of this run's rollouts, a step's of one problem: those that pass (where $compiles, compile), and all.
select
    step,
    problem_key,
    count(*) filter (where case when $compiles then compiled else solved end) as solved,
    count(*) as samples
from judged_completions
where run_id = $run_id and reward is not null
group by step, problem_key
order by step, problem_key;
