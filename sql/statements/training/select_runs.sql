-- A row is one training run of this warehouse, the newest first, with the v it began at; null means zero.
select
    runs.run_id,
    runs.status,
    runs.settings,
    runs.base_model,
    runs.base_fingerprint,
    starts.v as start_v
from training_runs as runs
left join checkpoints as starts on starts.checkpoint_id = runs.start_checkpoint_id
where runs.status <> 'imported'
order by runs.started_at desc, runs.run_id;
