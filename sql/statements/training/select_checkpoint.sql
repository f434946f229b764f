-- A row is the checkpoint of this id.
select checkpoints.*, training_runs.adapter
from checkpoints
join training_runs using (run_id)
where checkpoint_id = $checkpoint_id;
