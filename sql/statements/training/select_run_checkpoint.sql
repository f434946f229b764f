-- A row is the checkpoint that this run hands on.
select * exclude (status, started_at, settings) from best_checkpoints where run_id = $run_id;
