-- A row is a training or an evaluation, whose job's folder has its id for a name, and how far it is.
select run_id as job, status
from training_runs
union all
select evaluation_id, status
from evaluations;
