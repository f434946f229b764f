-- Problems of a load; one that is there already takes what the newest reading says of it. Their bucket is cut
-- from the prior; what base models were measured to solve comes later (refine_buckets).
insert or replace into problems by name
select incoming.*, coalesce(cut_points.bucket, 'unrated') as bucket
from incoming
left join cut_points on prior_rating >= at_least and prior_rating < below;
