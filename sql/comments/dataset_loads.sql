comment on table dataset_loads is 'A row is one load: a split of a dataset that was read to its end from one origin.';
comment on column dataset_loads.load_id is
    'Id of the load: 16 hex digits over the source, its revision, the settings of the corpus and the code that reads it.';
comment on column dataset_loads.dataset is 'Name of the dataset as its reader is registered, such as code_contests.';
comment on column dataset_loads.config is
    'Name of the part of the dataset that was read; default where a dataset has one part only.';
comment on column dataset_loads.split is 'What the problems are for: train, valid or test.';
comment on column dataset_loads.origin is 'Hub repository or local path that the files came from.';
comment on column dataset_loads.revision is 'Commit of the hub repository, or a hash of the contents of local files.';
comment on column dataset_loads.schema_fingerprint is
    '16 hex digits over the columns and types of the files: it changes when the source changes its format.';
comment on column dataset_loads.rows_read is 'Number of rows in the files; rows_kept and rows_rejected add up to it.';
comment on column dataset_loads.rows_kept is 'Number of rows that became problems.';
comment on column dataset_loads.rows_rejected is 'Number of rows that were refused; the table rejects says why.';
comment on column dataset_loads.started_at is 'Time at which reading began.';
comment on column dataset_loads.used_at is
    'Time at which a run last asked for this load: of several loads of one split the newest counts.';
comment on column dataset_loads.seconds is 'Wall time of reading and storing, in seconds.';
comment on column dataset_loads.peak_rss_mb is 'Largest resident memory of the reading process, in MiB.';
comment on column dataset_loads.flow_run_id is
    'Id of the Prefect flow run that made the load. Null means that it ran outside Prefect.';
comment on column dataset_loads.choices is
    'Settings that shape which problems are kept, where they differ from the defaults. Null, in older rows, means none.';
comment on column dataset_loads.code_version is
    'Version of the code that read it: a key of code_files. Null, in older rows, means that it is not known.';
comment on column dataset_loads.settings is
    'Settings that the identity of the load covers, as JSON. Null, in older rows, means that they are not known.';
comment on column dataset_loads.overwritten is
    'Whether a later load wrote other values into a problem of this one, which is then read again when it is asked for. Null means that none did.';
