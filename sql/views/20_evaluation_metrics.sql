-- A row is one registered metric of one slice of one finished evaluation (see evaluation_slices): the mean over the
-- slice's problems of the mean over each problem's samples.
create or replace view evaluation_metrics as
select
    labelled.policy,
    evaluation_id,
    slice_by,
    slice,
    metrics.metric,
    avg(value) as value,
    count(*) as problems,
    sum(samples)::bigint as completions,
    metrics.says
from evaluation_slices
join problem_metrics using (evaluation_id, problem_key)
join metrics using (metric)
join labelled_evaluations as labelled using (evaluation_id)
where labelled.status = 'finished'
group by labelled.policy, evaluation_id, slice_by, slice, metrics.metric, metrics.says, metrics.place
order by labelled.policy, evaluation_id, slice_by, slice, metrics.place;

comment on column evaluation_metrics.evaluation_id is 'The evaluation: a key of evaluations.';
comment on column evaluation_metrics.value is 'Mean of the metric over the problems of the slice, from 0 to 1.';
comment on column evaluation_metrics.problems is 'Number of problems in the slice.';
comment on column evaluation_metrics.completions is 'Number of completions of those problems.';
