-- What a rollout's reward is made of: its reward is the sum of value × weight. Rollouts that are older, and those the
-- judge failed on, have no rows.
create table reward_terms (
    completion_id varchar not null,
    term          varchar not null,  -- a name in TERMS of tinylora/grpo/reward.py
    value         double not null,   -- without its weight
    weight        double not null,
    primary key (completion_id, term)
);
