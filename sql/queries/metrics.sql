-- A row is one metric of one finished evaluation, the mean over its problems, and what it says.
-- $evaluation_id null means every one. Other slices: the view evaluation_metrics.
select
    policy,
    metric,
    round(value, 4) as value,
    problems,
    completions,
    says,
    evaluation_id
from evaluation_metrics
where slice_by = 'all' and ($evaluation_id::varchar is null or evaluation_id = $evaluation_id::varchar);
