-- A row is one verdict within one slice of one finished evaluation: how many completions, and what share.
create or replace view verdict_mix_by_slice as
select
    labelled.policy,
    evaluation_id,
    slice_by,
    slice,
    verdict,
    count(*) as completions,
    count(*) / sum(count(*)) over (partition by evaluation_id, slice_by, slice) as share
from judged_completions
join evaluation_slices using (evaluation_id, problem_key)
join labelled_evaluations as labelled using (evaluation_id)
where labelled.status = 'finished'
group by labelled.policy, evaluation_id, slice_by, slice, verdict
order by labelled.policy, evaluation_id, slice_by, slice, completions desc, verdict;

comment on column verdict_mix_by_slice.evaluation_id is 'The evaluation: a key of evaluations.';
comment on column verdict_mix_by_slice.completions is 'Number of completions of the slice with this verdict.';
comment on column verdict_mix_by_slice.share is 'Share, from 0 to 1, of the completions of the slice.';
