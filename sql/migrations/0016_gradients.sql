-- What a forecast is made of: where each step of a training led, and which way its own rollouts pointed. Null in rows
-- that are older; the gradient also where a step's loss is not the mean advantage (see comments/training_steps.sql).
alter table training_steps add column v double[];         -- the trained numbers after the step
alter table training_steps add column gradient double[];  -- of the mean advantage by v
