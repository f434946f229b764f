comment on table trust_replays is
    'A row is one replay: the solutions of one problem run through the judge, to see whether its tests can be trusted.';
comment on column trust_replays.replay_id is
    'Id of the replay: a hash over the problem, its test cases, checker and limits, the solutions and the judge.';
comment on column trust_replays.problem_key is 'The problem: a key of problems.';
comment on column trust_replays.correct_replayed is 'Number of solutions that were run and are said to be right.';
comment on column trust_replays.correct_accepted is 'Number of right solutions that passed every test case.';
comment on column trust_replays.correct_failed is
    'Number of right solutions that failed a test case; the rest ran out of time or memory, or do not compile here.';
comment on column trust_replays.wrong_replayed is 'Number of solutions that were run and are said to be wrong.';
comment on column trust_replays.wrong_accepted is 'Number of wrong solutions that passed every test case.';
comment on column trust_replays.failed_cases is
    'Ordinals of the test cases that a right solution fails; empty where none fails.';
comment on column trust_replays.many_answers is 'Whether right solutions print different answers to one input.';
comment on column trust_replays.trust is
    'What the replay decides: quarantined or replayed. Null means that it decides nothing.';
comment on column trust_replays.reasons is
    'What was seen, as words of a fixed list such as many_answers; empty where nothing was.';
comment on column trust_replays.checker is 'Checker that outputs were compared with.';
comment on column trust_replays.judge_version is 'Hash over the code of the judge.';
comment on column trust_replays.compiler is 'Compiler and version that compiled the solutions.';
comment on column trust_replays.replayed_at is 'Time at which the replay ended.';
comment on column trust_replays.used_at is
    'Time at which a run last asked for this replay: of several replays of one problem the newest counts.';
comment on column trust_replays.seconds is 'Wall time from the first submission to the last judgement, in seconds.';
comment on column trust_replays.flow_run_id is
    'Id of the Prefect flow run that made it. Null means that it ran outside Prefect.';
