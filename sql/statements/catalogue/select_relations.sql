-- A row is one table or view of the warehouse, and what a row of it is; a view comes after what it reads.
select name, kind, comment as a_row_is
from (
    select table_name as name, 'table' as kind, comment, 0 as turn from duckdb_tables()
    union all
    select view_name as name, 'view' as kind, comment, view_oid as turn
    from duckdb_views()
    where not internal
)
order by kind, turn, name;
