-- The training run that a query is about: the one that is given, or, where null is, the run started last.
create or replace macro chosen_run(given) as coalesce(
    given::varchar,
    (select run_id from training_runs where status <> 'imported' order by started_at desc, run_id limit 1)
);
