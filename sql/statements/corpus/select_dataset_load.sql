-- A row is the finished load of this id, with its rejects counted by reason.
select
    dataset_loads.*,
    (
        select coalesce(map_from_entries(list((reason, n))), map {})
        from (
            select reason, count(*) as n
            from rejects
            where rejects.load_id = $load_id
            group by reason
        )
    ) as reasons
from dataset_loads
where load_id = $load_id;
