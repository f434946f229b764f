-- Problems of a load; one that is there already takes what the newest reading says of it. Their bucket is cut
-- from the prior; where base models were measured on a problem, that goes on to count (refine_buckets).
insert or replace into problems by name
select incoming.*, coalesce(stored.measured_tier, cut_points.bucket, 'unrated') as bucket
from incoming
left join problems as stored on stored.problem_key = incoming.problem_key
left join cut_points on incoming.prior_rating >= at_least and incoming.prior_rating < below;
