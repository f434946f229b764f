-- A row here is a problem in the corpus whose statement was never compared: nobody knows what it repeats.
select
    problem_key,
    dataset,
    config,
    split,
    native_id,
    'run the prepare-corpus deployment' as remedy
from current_problems
anti join statement_signatures using (problem_key);
