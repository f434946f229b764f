-- Evaluations with completions whose judgement is in doubt are not finished; before those completions are deleted.
update evaluations
set status = 'running', finished_at = null
where evaluation_id in (
    select evaluation_id from completions where list_contains($judgement_ids, judgement_id)
);
