-- A row is one prior bucket as one base model met it in one language: does it solve less where the prior says harder?
select
    base_model,
    measured.answer_language,
    coalesce(cut_points.bucket, 'unrated') as prior_bucket,
    count(*) as problems,
    sum(completions)::bigint as completions,
    count(*) filter (solves) as solved_problems,
    round(100 * avg(pass_rate), 1) as pass_percent,
    round(100 * avg(solves::integer), 1) as solved_percent_where_known,
    base_fingerprint
from measured_difficulty as measured
join problems using (problem_key)
left join cut_points on prior_rating >= at_least and prior_rating < below
group by base_model, base_fingerprint, measured.answer_language, prior_bucket
order by
    base_model, base_fingerprint, measured.answer_language,
    case prior_bucket when 'easy' then 0 when 'medium' then 1 when 'hard' then 2 else 3 end;
