-- A row is an evaluation, a training or a load, the newest first, with what its identity covers.
select
    'evaluation' as kind,
    evaluation_id as id,
    null as dataset,
    -- An import was sampled elsewhere: of its code only the judge's is known.
    case when imported_as is null then code_version else judge_version end as code_version,
    settings,
    json_object(
        'checkpoint_id', checkpoint_id,
        'imported_as', imported_as,
        'base_model', base_model,
        'base_fingerprint', base_fingerprint,
        'problem_set', problem_set_fingerprint,
        'compiler', (
            select string_agg(distinct compiler, '; ' order by compiler)
            from completions
            join judgements using (judgement_id)
            where completions.evaluation_id = evaluations.evaluation_id
        )
    ) as inputs,
    started_at as used_at
from evaluations
union all by name
select
    'training' as kind,
    run_id as id,
    code_version,
    settings,
    json_object(
        'adapter', adapter,
        'base_model', base_model,
        'base_revision', base_revision,
        'base_fingerprint', base_fingerprint,
        'problem_set', corpus_fingerprint,
        'start_checkpoint_id', start_checkpoint_id
    ) as inputs,
    started_at as used_at
from training_runs
union all by name
select
    'load' as kind,
    load_id as id,
    dataset,
    code_version,
    settings,
    json_object(
        'dataset', dataset,
        'config', config,
        'split', split,
        'origin', origin,
        'revision', revision
    ) as inputs,
    used_at
from dataset_loads
order by used_at desc, id;
