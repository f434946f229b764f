-- A row is one bucket within one finished evaluation; rates are means over its problems.
create or replace view evaluation_by_bucket as
select * exclude (slice_by) rename (slice as bucket)
from evaluation_by_slice
where slice_by = 'bucket';

comment on column evaluation_by_bucket.bucket is 'Difficulty in one word: easy, medium, hard or unrated.';
