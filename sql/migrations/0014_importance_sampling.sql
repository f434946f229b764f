-- How far the engine that sampled a step's rollouts and the trainer were apart, over the tokens that taught. Null in
-- rows that are older, and where the model itself sampled. π is the trainer's probability of a token, μ the engine's.
alter table training_steps add column importance_ratio_mean double;      -- of π/μ; 1 is expected
alter table training_steps add column importance_capped_share double;    -- of tokens whose π/μ is above the cap
alter table training_steps add column importance_max_difference double;  -- largest |log π − log μ|, in nats
alter table training_steps add column importance_divergence double;      -- KL(μ ‖ π) per token, in nats
