-- A row is one verdict within one finished evaluation: how many completions, and what share.
create or replace view verdict_mix as
select
    labelled.policy,
    judged.evaluation_id,
    judged.verdict,
    count(*) as completions,
    count(*) / sum(count(*)) over (partition by judged.evaluation_id) as share
from judged_completions as judged
join labelled_evaluations as labelled using (evaluation_id)
where labelled.status = 'finished'
group by labelled.policy, judged.evaluation_id, judged.verdict
order by judged.evaluation_id, completions desc, judged.verdict;

comment on column verdict_mix.evaluation_id is 'The evaluation: a key of evaluations.';
comment on column verdict_mix.completions is 'Number of completions with this verdict.';
comment on column verdict_mix.share is 'Share, from 0 to 1, of the completions of the evaluation.';
