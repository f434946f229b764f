-- A row is a migration that this warehouse has had.
select name
from schema_migrations
order by name;
