-- A row is an evaluation with all it came from: policy, run, settings, corpus, judge, code.
-- $evaluation_id null means every one.
select
    evaluations.evaluation_id,
    evaluations.policy,
    evaluations.status,
    evaluations.base_model,
    evaluations.base_model_origin,
    runs.base_revision,
    evaluations.base_fingerprint,
    evaluations.checkpoint_id,
    checkpoints.path as checkpoint_path,
    checkpoints.sha256 as checkpoint_sha256,
    evaluations.run_id,
    evaluations.step,
    runs.adapter,
    runs.settings as training_settings,
    runs.corpus_fingerprint,
    runs.code_version as training_code_version,
    runs.flow_run_id as training_flow_run_id,
    evaluations.problem_set_fingerprint,
    evaluations.problems,
    evaluations.settings as evaluation_settings,
    evaluations.seed,
    evaluations.judge_version,
    (
        select string_agg(distinct judgements.compiler || ', ' || judgements.isolation, '; ')
        from completions
        join judgements using (judgement_id)
        where completions.evaluation_id = evaluations.evaluation_id
    ) as judged_with,
    evaluations.code_version,
    evaluations.flow_run_id,
    evaluations.started_at,
    evaluations.finished_at,
    evaluations.seconds
from labelled_evaluations as evaluations
left join checkpoints using (checkpoint_id)
left join training_runs as runs on runs.run_id = evaluations.run_id
where $evaluation_id::varchar is null or evaluations.evaluation_id = $evaluation_id::varchar
order by evaluations.started_at desc, evaluations.evaluation_id;
