-- The loads that hold a problem of which the incoming one says something else. Only what a problem's key does not
-- cover can differ; what `problems` holds besides is decided here and not read.
update dataset_loads
set overwritten = true
where load_id in (
    select load_id
    from incoming
    join problems as stored using (problem_key)
    join loaded_problems using (problem_key)
    where
        (
            incoming.title, incoming.language, incoming.native_difficulty, incoming.cf_rating,
            incoming.contest_date, incoming.tags, incoming.extra::varchar, incoming.stated_trust,
            incoming.answer_language, incoming.checker, incoming.prior_rating, incoming.prior_source
        ) is distinct from (
            stored.title, stored.language, stored.native_difficulty, stored.cf_rating,
            stored.contest_date, stored.tags, stored.extra::varchar, stored.stated_trust,
            stored.answer_language, stored.checker, stored.prior_rating, stored.prior_source
        )
);

-- Problems of a load; one that is there already takes what the newest reading says of it. Their bucket is cut
-- from the prior; where base models were measured on a problem, that goes on to count (refine_buckets).
insert or replace into problems by name
select incoming.*, coalesce(stored.measured_tier, cut_points.bucket, 'unrated') as bucket
from incoming
left join problems as stored on stored.problem_key = incoming.problem_key
left join cut_points on incoming.prior_rating >= at_least and incoming.prior_rating < below;
