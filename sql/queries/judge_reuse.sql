-- A row is one evaluation or training run: its completions, and how many shared a judgement.
-- The column reused_percent: answered by a judgement that an earlier completion, of this or another, asked for.
with numbered as (
    select
        completions.*,
        row_number() over (
            partition by judgement_id
            order by coalesce(evaluations.started_at, training_runs.started_at), completion_id
        ) = 1 as is_first
    from completions
    left join evaluations using (evaluation_id)
    left join training_runs on training_runs.run_id = completions.run_id
    where judgement_id is not null
)

select
    case when evaluation_id is null then 'training' else 'evaluation' end as kind,
    coalesce(evaluation_id, run_id) as id,
    count(*) as completions,
    count(distinct judgement_id) as judgements,
    count(*) filter (where not is_first) as reused,
    round(100 * count(*) filter (where not is_first) / count(*), 1) as reused_percent
from numbered
group by all
order by kind, id;
