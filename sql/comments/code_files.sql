comment on table code_files is 'A row is one file of the code behind a code version.';
comment on column code_files.code_version is
    'The version: code_version of evaluations, training_runs and dataset_loads, or a judge_version.';
comment on column code_files.file is 'Path of the file inside the package tinylora, or below sql/.';
comment on column code_files.digest is
    '16 hex digits over what the file does: comments, docstrings and formatting are left out.';
