-- Reward terms of a step's rollouts, which are told again: one that is masked this time has none.
delete from reward_terms
where completion_id in (
    select completion_id from completions where run_id = $run_id and step = $step
);
