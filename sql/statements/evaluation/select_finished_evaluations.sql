-- A row is a finished evaluation, newest first, with all that its numbers depend on.
select
    evaluation_id,
    policy,
    imported_as,
    checkpoint_id,
    run_id,
    (
        select start_checkpoint_id
        from training_runs
        where training_runs.run_id = labelled_evaluations.run_id
    ) as start_checkpoint_id,
    step,
    base_model,
    base_fingerprint,
    problem_set_fingerprint,
    problems,
    settings,
    seed,
    judge_version,
    code_version,
    (
        select string_agg(distinct compiler, '; ' order by compiler)
        from completions
        join judgements using (judgement_id)
        where completions.evaluation_id = labelled_evaluations.evaluation_id
    ) as compilers,
    finished_at,
    seconds,
    flow_run_id
from labelled_evaluations
where status = 'finished'
order by finished_at desc, evaluation_id;
