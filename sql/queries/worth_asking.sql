-- A row is a problem as one base model met it in one language: the chance that a group of its completions is not
-- all worth the same under the default reward, so that training on it teaches something. The likeliest stand first.
-- $generations null means groups of 8.
with rewards as (
    select
        problem_key,
        base_model,
        base_fingerprint,
        answer_language,
        case when compiled(verdict) then 0.5 + 0.5 * passed / total else 0 end as reward,
        sum(completions) as completions
    from measured_outcomes
    group by all
),

shares as (
    select
        *,
        completions / sum(completions)
            over (partition by problem_key, base_model, base_fingerprint, answer_language)
            as share
    from rewards
)

select
    title,
    split,
    bucket,
    base_model,
    shares.answer_language,
    sum(completions)::bigint as completions,
    round(100 * coalesce(sum(share) filter (reward > 0), 0), 1) as compile_percent,
    round(100 * coalesce(sum(share) filter (reward = 1), 0), 1) as pass_percent,
    round(100 * (1 - sum(share ^ coalesce($generations::integer, 8))), 1) as differ_percent,
    problem_key,
    base_fingerprint
from shares
join problems using (problem_key)
group by title, split, bucket, base_model, base_fingerprint, shares.answer_language, problem_key
order by differ_percent desc, base_model, problem_key, shares.answer_language, base_fingerprint;
