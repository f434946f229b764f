-- Rollouts judged once more, on the test cases that their reward kept apart. What a training learnt of the test
-- cases it was paid for, and not of the problem, shows as a gap that widens.
create table kept_apart_judgements (
    completion_id   varchar primary key,
    judgement_id    varchar not null,  -- on the test cases kept apart
    rewarded_passed integer,           -- of the unshown test cases its reward ran, read off its own judgement
    rewarded_total  integer            -- null, as passed: not all of them were run
);
