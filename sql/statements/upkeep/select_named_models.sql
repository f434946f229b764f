-- A row is a base model by one of the names and revisions that trainings and evaluations have for it. Columns of the
-- first release alone: a warehouse of every age is asked.
select base_fingerprint, base_model, base_revision
from training_runs
union
select base_fingerprint, base_model, settings ->> '$.model.revision'
from evaluations;
