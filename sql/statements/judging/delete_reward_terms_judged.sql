-- Reward terms of one training's completions whose judgement is in doubt; before those completions are deleted themselves.
delete from reward_terms
where completion_id in (
    select completion_id from completions
    where list_contains($judgement_ids, judgement_id) and run_id = $run_id
);
