-- A row is one validation of a training run, and whether its checkpoint is the one that the run selects.
-- $run_id null means the run started last.
select
    validations.step,
    round(validations.score, 4) as score,
    round(100 * validations.compile_rate, 1) as compile_percent,
    round(100 * validations.pass_rate, 1) as pass_percent,
    round(validations.mean_score, 4) as mean_score,
    validations.problems,
    validations.samples,
    round(validations.seconds, 1) as seconds,
    best_checkpoints.step = validations.step as best,
    validations.run_id
from validations
join best_checkpoints using (run_id)
where validations.run_id = chosen_run($run_id)
order by validations.step;
