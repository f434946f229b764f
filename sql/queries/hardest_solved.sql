-- A row is a problem that some completion solved, one of the twenty hardest: by prior rating, then by how
-- rarely it was solved. $evaluation_id null means over every finished evaluation.
select
    title,
    dataset,
    bucket,
    prior_rating,
    count(*) as completions,
    count(*) filter (solved) as solved,
    round(100 * avg(solved::integer), 1) as pass_percent,
    array_to_string(list_sort(list(distinct policy) filter (solved)), '; ') as solved_by,
    any_value(completion_id order by completion_id) filter (solved) as example_completion_id,
    problem_key
from judged_completions
join labelled_evaluations using (evaluation_id)
join (select problem_key, prior_rating from problems) using (problem_key)
where
    status = 'finished'
    and ($evaluation_id::varchar is null or evaluation_id = $evaluation_id::varchar)
group by title, dataset, bucket, prior_rating, problem_key
having count(*) filter (solved) > 0
order by prior_rating desc nulls last, pass_percent, problem_key
limit 20;
