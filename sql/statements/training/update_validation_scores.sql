-- What a run's checkpoints scored where they were validated.
update checkpoints
set validation_score = (
    select score
    from validations
    where validations.run_id = checkpoints.run_id and validations.step = checkpoints.step
)
where run_id = $run_id;
