-- A row is one verdict at one step of a training run.
-- $run_id null means the run started last.
select
    step,
    verdict,
    completions,
    round(100 * share, 1) as share_percent,
    round(mean_reward, 3) as mean_reward
from training_verdicts
where run_id = chosen_run($run_id)
order by step, completions desc, verdict;
