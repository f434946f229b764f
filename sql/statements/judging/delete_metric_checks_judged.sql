-- Checks of evaluations with completions whose judgement is in doubt, and of those held against them; before those
-- completions are deleted.
with doubtful as (
    select evaluation_id from completions
    where list_contains($judgement_ids, judgement_id) and evaluation_id is not null
)

delete from metric_checks
where
    evaluation_id in (select evaluation_id from doubtful)
    or before_evaluation_id in (select evaluation_id from doubtful);
