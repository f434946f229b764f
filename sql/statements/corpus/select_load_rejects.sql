-- A row is one reason why rows of one load were refused, most frequent first, with its first example.
select
    reason,
    stage,
    count(*) as rejected,
    any_value(native_id order by ordinal) as example_native_id,
    any_value(excerpt order by ordinal) as example_excerpt
from rejects
where load_id = $load_id
group by reason, stage
order by rejected desc, reason, stage;
