-- A row is one column of a table or view of the warehouse, in order, with what its comment says.
-- $name null means every table and view.
select
    table_name as name,
    column_name as column,
    lower(data_type) as type,
    comment as meaning,
    is_nullable
from duckdb_columns()
where not internal and ($name::varchar is null or table_name = $name::varchar)
order by table_name, column_index;
