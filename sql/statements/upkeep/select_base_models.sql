-- A row is a base model that trainings, checkpoints or evaluations were made on. Columns of the first release
-- alone: a warehouse of every age is asked.
select base_fingerprint, any_value(base_model) as base_model, max(base_revision) as base_revision
from (
    select base_fingerprint, base_model, base_revision from training_runs
    union all
    select base_fingerprint, base_model, null from evaluations
)
where base_fingerprint <> 'imported'  -- of completions that another program sampled
group by base_fingerprint
order by base_fingerprint;
