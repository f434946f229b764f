-- The files behind a code version, so that what differs between two can be named.
create table code_files (
    code_version varchar not null,  -- of an evaluation, a training or a load; a judge_version too
    file         varchar not null,  -- in the package, or below sql/
    digest       varchar not null,  -- of what it does
    primary key (code_version, file)
);

alter table dataset_loads add column code_version varchar;  -- null in older rows: not known
alter table dataset_loads add column settings json;  -- those that the load's identity covers; null: not known
