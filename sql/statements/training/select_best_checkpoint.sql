-- A row is the checkpoint that the training handed on which started last on one base model.
select * exclude (status, started_at, settings)
from best_checkpoints
where base_fingerprint = $base_fingerprint and status <> 'imported'
order by started_at desc
limit 1;
