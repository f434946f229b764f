-- What a judgement says beside its verdict: null in rows that are older. The objects in `cases` have
-- exit_code and signal too.
alter table judgements add column wall_ms double;      -- of all cases
alter table judgements add column host_factor double;  -- what time limits were stretched by here, at least 1
