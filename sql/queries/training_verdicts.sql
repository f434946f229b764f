-- A row is one verdict at one step of a training run.
-- $run_id null means the run started last.
select
    step,
    verdict,
    completions,
    round(100 * share, 1) as share_percent,
    round(mean_reward, 3) as mean_reward
from training_verdicts
where run_id = coalesce(
    $run_id::varchar,
    (select run_id from training_runs where status <> 'imported' order by started_at desc, run_id limit 1)
)
order by step, completions desc, verdict;
