-- A row (at most one) is the load of one split of one dataset from one origin that was asked for last among
-- those made with these choices; a pinned revision must match.
select load_id
from dataset_loads
where
    dataset = $dataset
    and config = $config
    and split = $split
    and origin = $origin
    and coalesce(choices::varchar, '{}') = $choices
    and ($revision::varchar is null or revision = $revision::varchar)
order by used_at desc, load_id
limit 1;
