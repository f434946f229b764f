comment on table schema_migrations is 'A row is one migration that this warehouse has had.';
comment on column schema_migrations.name is 'Name of the file in sql/migrations, without its ending.';
comment on column schema_migrations.applied_at is 'Time at which the migration ran.';
