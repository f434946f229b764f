-- A row is one evaluation with a name for its policy: "base", "step N of RUN", "mean of K, to step N of RUN", or what
-- it was imported as.
create or replace view labelled_evaluations as
select
    evaluations.*,
    checkpoints.run_id,
    checkpoints.step,
    case
        when evaluations.imported_as is not null then evaluations.imported_as
        when evaluations.checkpoint_id is null then 'base'
        when checkpoints.checkpoint_id is null
            then 'checkpoint ' || evaluations.checkpoint_id || ' (not stored)'
        when checkpoints.averaged > 1
            then 'mean of ' || checkpoints.averaged || ', to step ' || checkpoints.step || ' of ' || checkpoints.run_id
        else 'step ' || checkpoints.step || ' of ' || checkpoints.run_id
    end as policy
from evaluations
left join checkpoints using (checkpoint_id);

comment on column labelled_evaluations.run_id is
    'The training run of the checkpoint: a key of training_runs. Null means the base model, or a policy that was imported.';
comment on column labelled_evaluations.step is
    'The optimiser step of the checkpoint. Null means the base model, or a policy that was imported.';
comment on column labelled_evaluations.policy is 'Name of the policy: base, step N of RUN, or what it was imported as.';
