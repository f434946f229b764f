-- A row is the training of this id, if it is finished.
select run_id, finished_at from training_runs where run_id = $run_id and status = 'finished';
