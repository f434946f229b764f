-- A row here is a load whose rows read, kept, rejected and stored do not add up.
select
    load_id,
    dataset,
    config,
    split,
    rows_read,
    rows_kept,
    rows_rejected,
    (select count(*) from loaded_problems where loaded_problems.load_id = loads.load_id)
        as problems_stored,
    (select count(*) from rejects where rejects.load_id = loads.load_id) as rejects_stored
from dataset_loads as loads
where
    rows_read <> rows_kept + rows_rejected
    or rejects_stored <> rows_rejected
    or problems_stored <> rows_kept;
