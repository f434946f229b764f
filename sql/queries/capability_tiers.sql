-- A row is one tier in one language under a smaller and a larger base model: easy, the smaller solves it; medium,
-- only the larger; hard, neither. $small and $large null mean every choice of two.
select
    small_model,
    large_model,
    tiers.answer_language,
    split,
    coalesce(tier, 'not known') as tier,
    count(*) as problems,
    round(100 * avg(small_pass_rate), 1) as small_pass_percent,
    round(100 * avg(large_pass_rate), 1) as large_pass_percent,
    small_fingerprint,
    large_fingerprint
from capability_tiers as tiers
join problems using (problem_key)
where
    ($small::varchar is null or small_model = $small::varchar)
    and ($large::varchar is null or large_model = $large::varchar)
group by small_model, large_model, small_fingerprint, large_fingerprint, tiers.answer_language, split, tier
order by
    small_model, large_model nulls last, small_fingerprint, large_fingerprint, tiers.answer_language, split,
    case tier when 'easy' then 0 when 'medium' then 1 when 'hard' then 2 else 3 end;
