-- A row is one training run of this warehouse, the newest first.
select run_id, status, settings, base_model, base_fingerprint
from training_runs
where status <> 'imported'
order by started_at desc, run_id;
