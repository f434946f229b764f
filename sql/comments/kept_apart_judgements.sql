comment on table kept_apart_judgements is
    'A row is one rollout that was judged once more, on the test cases that its reward kept apart.';
comment on column kept_apart_judgements.completion_id is 'The rollout: a key of completions.';
comment on column kept_apart_judgements.judgement_id is
    'What the judge said on the test cases kept apart: a key of judgements.';
comment on column kept_apart_judgements.rewarded_passed is
    'Number of passed test cases among those of its reward that the statement does not show. Null means that not all of them were run.';
comment on column kept_apart_judgements.rewarded_total is
    'Number of test cases of its reward that the statement does not show. Null means that not all of them were run.';
