-- A row is one evaluation with a name for its policy: "base", "step N of RUN", or what it was imported as.
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
        else 'step ' || checkpoints.step || ' of ' || checkpoints.run_id
    end as policy
from evaluations
left join checkpoints using (checkpoint_id);
