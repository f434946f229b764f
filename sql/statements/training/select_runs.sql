-- A row is one training run, the newest first.
select run_id, status, settings, base_model, base_fingerprint
from training_runs
order by started_at desc, run_id;
