comment on table loaded_problems is
    'A row says that a load holds a problem. Problems outlive loads, because completions refer to them.';
comment on column loaded_problems.load_id is 'The load: a key of dataset_loads.';
comment on column loaded_problems.problem_key is 'The problem: a key of problems.';
