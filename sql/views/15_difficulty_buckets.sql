-- A row is one difficulty bucket of one dataset: how many problems are in it, how many the prior and how many
-- the measured tier put there, and how many are usable by split.
create or replace view difficulty_buckets as
with known as (
    select
        current_problems.*,
        coalesce(cut_points.bucket, 'unrated') as prior_bucket,
        problem_key in (select problem_key from usable_problems) as usable
    from current_problems
    left join cut_points on prior_rating >= at_least and prior_rating < below
),

placed as (
    select dataset, bucket from known
    union
    select dataset, prior_bucket from known
    union
    select dataset, measured_tier from known where measured_tier is not null
)

select
    placed.dataset,
    placed.bucket,
    count(*) filter (known.bucket = placed.bucket) as problems,
    count(*) filter (known.prior_bucket = placed.bucket) as by_prior,
    count(*) filter (known.measured_tier = placed.bucket) as by_measure,
    count(*) filter (known.bucket = placed.bucket and split = 'train' and usable) as trainable,
    count(*) filter (known.bucket = placed.bucket and split = 'valid' and usable) as validation,
    count(*) filter (known.bucket = placed.bucket and split = 'test' and usable) as held_out,
    round(avg(test_case_count) filter (known.bucket = placed.bucket), 1) as mean_test_cases
from placed
join known using (dataset)
group by placed.dataset, placed.bucket
order by
    placed.dataset,
    case placed.bucket when 'easy' then 0 when 'medium' then 1 when 'hard' then 2 else 3 end;

comment on column difficulty_buckets.problems is 'Number of problems whose bucket this is.';
comment on column difficulty_buckets.by_prior is 'Number of problems that the prior puts into this bucket.';
comment on column difficulty_buckets.by_measure is 'Number of problems that the measured tier puts into this bucket.';
comment on column difficulty_buckets.trainable is 'Number of usable problems of the bucket to train on.';
comment on column difficulty_buckets.validation is 'Number of usable problems of the bucket to validate on.';
comment on column difficulty_buckets.held_out is 'Number of usable problems of the bucket that are held out.';
comment on column difficulty_buckets.mean_test_cases is
    'Mean number of test cases of its problems. Null means that the bucket is empty.';
