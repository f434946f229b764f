-- Buckets of the given loads: a training problem's measured tier where the named base models were tried on it,
-- what the cut points make of the prior everywhere else. Held-out problems are never moved by a
-- measurement: buckets chosen by the base model's luck would show its regression to the mean as progress.
-- $small null: no model is named, and only the cut points count. $large null: the smaller stands alone. What
-- counts is what they answered in $language, the run's own, with the weights of these fingerprints.
update problems
set bucket = refined.bucket, measured_tier = refined.tier
from (
    select
        problems.problem_key as this_key,
        tiers.tier,
        coalesce(tiers.tier, cut_points.bucket, 'unrated') as bucket
    from problems
    left join cut_points on prior_rating >= at_least and prior_rating < below
    left join capability_tiers as tiers
        on
            tiers.problem_key = problems.problem_key
            and problems.split = 'train'
            and tiers.answer_language in ($language, 'mathematics')
            and tiers.small_model = $small::varchar
            and tiers.small_fingerprint = $small_fingerprint::varchar
            and tiers.large_model is not distinct from $large::varchar
            and tiers.large_fingerprint is not distinct from $large_fingerprint::varchar
    where problems.problem_key in (
        select problem_key from loaded_problems where list_contains($load_ids, load_id)
    )
) as refined
where
    problem_key = refined.this_key
    and (
        problems.bucket is distinct from refined.bucket
        or measured_tier is distinct from refined.tier
    );
