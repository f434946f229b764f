-- A row is one training problem that the base model was measured on: its completions that pass (where $compiles,
-- compile), and all, over the finished evaluations that were answered in $language.
select
    problem_key,
    sum(
        case when case when $compiles then compiled(verdict) else verdict = 'AC' end then completions else 0 end
    )::bigint as solved,
    sum(completions)::bigint as samples
from measured_outcomes
join problems using (problem_key)
where
    base_fingerprint = $base_fingerprint
    and problems.split = 'train'
    and measured_outcomes.answer_language in ($language, 'mathematics')
group by problem_key
order by problem_key;
