-- A row is the unbiased pass@k of one finished evaluation, averaged over its problems.
create or replace view pass_at_k as
select
    labelled.policy,
    evaluation_id,
    k,
    avg(pass_at_k) as pass_at_k,
    count(*) as problems,
    any_value(samples_per_problem) as samples_per_problem
from problem_pass_at_k
join labelled_evaluations as labelled using (evaluation_id)
where labelled.status = 'finished'
group by labelled.policy, evaluation_id, k
order by labelled.policy, evaluation_id, k;

comment on column pass_at_k.evaluation_id is 'The evaluation: a key of evaluations.';
comment on column pass_at_k.pass_at_k is 'Mean over problems of the unbiased pass@k, from 0 to 1.';
comment on column pass_at_k.problems is 'Number of problems of the mean.';
