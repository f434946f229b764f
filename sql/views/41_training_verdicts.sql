-- A row is one verdict at one step of a training run: how many rollouts, and what share.
create or replace view training_verdicts as
select
    run_id,
    step,
    verdict,
    count(*) as completions,
    count(*) / sum(count(*)) over (partition by run_id, step) as share,
    avg(reward) as mean_reward
from judged_completions
where run_id is not null
group by run_id, step, verdict
order by run_id, step, completions desc, verdict;

comment on column training_verdicts.run_id is 'The training run: a key of training_runs.';
comment on column training_verdicts.step is 'The optimiser step, from 1.';
comment on column training_verdicts.completions is 'Number of rollouts with this verdict.';
comment on column training_verdicts.share is 'Share, from 0 to 1, of the judged rollouts of the step.';
comment on column training_verdicts.mean_reward is 'Mean reward of these rollouts.';
