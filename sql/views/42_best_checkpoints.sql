-- A row is the checkpoint that a training selects: the mean of several where it makes one; the best validated, of
-- equals the earliest; its last where none was. A step that was taken once more, with other bits, may have two rows:
-- the one stored last is the file's.
create or replace view best_checkpoints as
select
    checkpoints.*,
    training_runs.adapter,
    training_runs.status,
    training_runs.started_at,
    training_runs.settings
from checkpoints
join training_runs using (run_id)
qualify row_number() over (
    partition by run_id
    order by
        coalesce(averaged, 1) desc,
        validation_score desc nulls last,
        case when validation_score is null then -step else step end,
        checkpoints.rowid desc
) = 1;
