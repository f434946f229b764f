-- A row is one reason why one split of a dataset had rows refused, with one example.
create or replace view reject_reasons as
select
    current_loads.dataset,
    current_loads.config,
    current_loads.split,
    rejects.stage,
    rejects.reason,
    count(*) as rejected,
    count(*) / nullif(any_value(current_loads.rows_read), 0) as share_of_rows_read,
    any_value(rejects.native_id order by rejects.ordinal) as example_native_id,
    any_value(rejects.excerpt order by rejects.ordinal) as example_excerpt,
    current_loads.load_id
from current_loads
join rejects using (load_id)
group by
    current_loads.dataset, current_loads.config, current_loads.split, rejects.stage, rejects.reason,
    current_loads.load_id
order by rejected desc, current_loads.dataset, rejects.reason;

comment on column reject_reasons.rejected is 'Number of rows that were refused for this reason.';
comment on column reject_reasons.share_of_rows_read is
    'Share, from 0 to 1, of the rows of the load. Null means that the load had no rows.';
comment on column reject_reasons.example_native_id is 'Name of the first row that was refused for this reason.';
comment on column reject_reasons.example_excerpt is 'Beginning of what was refused of that row.';
