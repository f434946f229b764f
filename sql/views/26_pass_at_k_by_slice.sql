-- A row is the unbiased pass@k of one slice of one finished evaluation, averaged over its problems.
create or replace view pass_at_k_by_slice as
select
    labelled.policy,
    evaluation_id,
    slice_by,
    slice,
    k,
    avg(pass_at_k) as pass_at_k,
    count(*) as problems
from problem_pass_at_k
join evaluation_slices using (evaluation_id, problem_key)
join labelled_evaluations as labelled using (evaluation_id)
where labelled.status = 'finished'
group by labelled.policy, evaluation_id, slice_by, slice, k
order by labelled.policy, evaluation_id, slice_by, slice, k;

comment on column pass_at_k_by_slice.evaluation_id is 'The evaluation: a key of evaluations.';
comment on column pass_at_k_by_slice.pass_at_k is
    'Mean over problems of the slice of the unbiased pass@k, from 0 to 1.';
comment on column pass_at_k_by_slice.problems is 'Number of problems in the slice.';
