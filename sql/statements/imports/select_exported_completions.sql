-- A row is one completion of an evaluation with all its problem's names, by problem and sample.
select
    completions.problem_key,
    problems.dataset,
    problems.config,
    problems.native_id,
    completions.sample,
    completions.text,
    completions.seed,
    completions.tokens,
    completions.finish_reason
from completions
join problems using (problem_key)
where completions.evaluation_id = $evaluation_id
order by completions.problem_key, completions.sample;
