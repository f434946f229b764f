-- A training may hand on the mean of its last steps' v. Null in rows that are older: each is one step's.
alter table checkpoints add column averaged integer;  -- steps whose v this one is the mean of; null and 1: it is a step's own
