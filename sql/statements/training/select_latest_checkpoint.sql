-- A row is the newest checkpoint (the mean of the last steps', where one is made) of the training that started last on one base model.
select checkpoints.*, training_runs.adapter
from checkpoints
join training_runs using (run_id)
where checkpoints.base_fingerprint = $base_fingerprint and status <> 'imported'
order by started_at desc, step desc, coalesce(averaged, 1) desc, checkpoints.rowid desc
limit 1;
