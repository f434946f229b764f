comment on table rejects is 'A row is one row of a dataset that a load refused.';
comment on column rejects.load_id is 'The load: a key of dataset_loads.';
comment on column rejects.ordinal is 'Place among the rejects of the load, from 0.';
comment on column rejects.dataset is 'Name of the dataset.';
comment on column rejects.native_id is
    'Name of the refused row in its dataset, or its file and place where it has no name.';
comment on column rejects.stage is 'Where it was refused: read, extract or filter.';
comment on column rejects.reason is 'Why it was refused, as one of a fixed list of words such as no_test_cases.';
comment on column rejects.excerpt is 'What was refused: its first 300 characters at most.';
comment on column rejects.statement is
    'Whole statement of the refused row. Null means that the row shows none, or that it repeats a row that was kept.';
