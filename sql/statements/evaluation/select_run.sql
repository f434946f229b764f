-- A row is the training of this id.
select * from training_runs where run_id = $run_id;
