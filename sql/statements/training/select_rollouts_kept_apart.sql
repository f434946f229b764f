-- A row is a rollout of the first or the last third of a training's steps that was not judged on the test cases
-- kept apart yet: of each third at most $most, every problem's first rollouts before its later ones.
with lengths as (
    select max(step) as steps from training_steps where run_id = $run_id
),

rollouts as (
    select
        completion_id,
        problem_key,
        judgement_id,
        step,
        3 * step <= steps as early,
        row_number() over (
            partition by 3 * step <= steps, problem_key order by step, sample, completion_id
        ) as turn
    from completions
    cross join lengths
    where
        run_id = $run_id
        and judgement_id is not null
        and list_contains($problem_keys, problem_key)
        and (3 * step <= steps or 3 * step > 2 * steps)
),

chosen as (
    select *
    from rollouts
    qualify row_number() over (partition by early order by turn, step, completion_id) <= $most
)

select
    chosen.completion_id,
    chosen.problem_key,
    chosen.judgement_id,
    judgements.source,
    judgements.verdict,
    judgements.total,
    judgements.cases
from chosen
join judgements using (judgement_id)
where
    chosen.completion_id not in (
        select kept.completion_id
        from kept_apart_judgements as kept
        join judgements as made on made.judgement_id = kept.judgement_id
    )
order by chosen.step, chosen.problem_key, chosen.completion_id;
