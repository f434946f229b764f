-- A row is one ending of completions: its share in the base model's evaluation and in the tuned policy's, and by how
-- many points it moved. The falls of the endings that are not right add up to the rise of pass@1.
-- $evaluation_id (the tuned one) null means the newest.
with pair as (
    select base_evaluation_id, tuned_evaluation_id
    from comparable_evaluations
    where $evaluation_id::varchar is null or tuned_evaluation_id = $evaluation_id::varchar
    order by finished_at desc, tuned_evaluation_id, base_evaluation_id
    limit 1
),

counted as (
    select
        ended.ending,
        count(*) filter (where ended.evaluation_id = pair.base_evaluation_id) as base,
        count(*) filter (where ended.evaluation_id = pair.tuned_evaluation_id) as tuned
    from pair
    join completion_endings as ended on ended.evaluation_id in (pair.base_evaluation_id, pair.tuned_evaluation_id)
    group by ended.ending
)

select
    ending,
    base,
    tuned,
    round(100 * base / sum(base) over (), 1) as base_percent,
    round(100 * tuned / sum(tuned) over (), 1) as tuned_percent,
    round(100 * (tuned / sum(tuned) over () - base / sum(base) over ()), 1) as points
from counted
order by abs(points) desc, ending;
