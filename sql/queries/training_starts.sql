-- A row is one training run with the checkpoint whose v it began at, the newest first; null means zero.
select
    runs.run_id,
    runs.status,
    runs.start_checkpoint_id,
    starts.run_id as start_run_id,
    starts.step as start_step,
    starts.path as start_path,
    runs.started_at
from training_runs as runs
left join checkpoints as starts on starts.checkpoint_id = runs.start_checkpoint_id
where runs.status <> 'imported'
order by runs.started_at desc, runs.run_id;
