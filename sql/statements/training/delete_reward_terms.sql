-- Reward terms of rollouts that are told again: a rollout that is masked this time has none.
delete from reward_terms
where completion_id in (select unnest($completion_ids));
