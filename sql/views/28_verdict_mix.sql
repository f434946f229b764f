-- A row is one verdict within one finished evaluation: how many completions, and what share.
create or replace view verdict_mix as
select policy, evaluation_id, verdict, completions, share
from verdict_mix_by_slice
where slice_by = 'all'
order by evaluation_id, completions desc, verdict;

comment on column verdict_mix.completions is 'Number of completions with this verdict.';
comment on column verdict_mix.share is 'Share, from 0 to 1, of the completions of the evaluation.';
