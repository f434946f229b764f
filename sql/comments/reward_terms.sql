comment on table reward_terms is 'A row is one term of the reward of one rollout: the reward is the sum of value times weight.';
comment on column reward_terms.completion_id is 'The rollout: a key of completions.';
comment on column reward_terms.term is 'Name of the term, as in TERMS of tinylora/grpo/reward.py.';
comment on column reward_terms.value is 'What the term says of the rollout, before its weight.';
comment on column reward_terms.weight is 'What the term counts for in the reward.';
