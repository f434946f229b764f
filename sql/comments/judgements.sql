comment on table judgements is
    'A row is one program, or one answer of mathematics, judged on one list of test cases under one set of limits. Equal submissions share it.';
comment on column judgements.judgement_id is
    'Id of the judgement: a hash over the source, the test cases, the limits, the compiler and the judge.';
comment on column judgements.source_sha is
    'SHA-256 of the source, in hex. Null means that there was no source, and the verdict is NC.';
comment on column judgements.source is 'The source that was compiled, or the answer that was compared. Null means that there was none.';
comment on column judgements.cases_sha is '16 hex digits over the inputs and outputs of the test cases, in order.';
comment on column judgements.limits is
    'All limits that it was judged under, as JSON: time_limit_s in CPU seconds, memory_limit_mb in MiB, and more.';
comment on column judgements.compiler is 'Compiler and version that compiled it; of mathematics, the libraries and the limits that answers are compared with.';
comment on column judgements.judge_version is 'Hash over the code of the judge.';
comment on column judgements.isolation is 'How the program was walled off: the isolation mode of the judge.';
comment on column judgements.verdict is
    'Worst verdict of all test cases: AC, WA, TLE, MLE, OLE, RE, CE or NC (no source in the language asked for).';
comment on column judgements.passed is 'Number of test cases that passed.';
comment on column judgements.total is 'Number of test cases of the submission, whether they were run or not.';
comment on column judgements.score is 'Share of test cases that passed, from 0 to 1.';
comment on column judgements.compile_ms is 'CPU time of compiling, in milliseconds.';
comment on column judgements.cpu_ms is 'CPU time of all test cases together, in milliseconds; 0 of an answer, of which none is measured.';
comment on column judgements.peak_kb is 'Largest resident memory that any test case reached, in KiB.';
comment on column judgements.first_failure is
    'First test case that is not AC, or why nothing ran: JSON with ordinal, verdict, expected, actual and message. Null means that all passed.';
comment on column judgements.cases is
    'One JSON object for each test case that was run, in order: verdict, cpu_ms, wall_ms, peak_kb, exit_code and signal. Empty where nothing ran.';
comment on column judgements.wall_ms is
    'Wall time of all test cases together, in milliseconds. Null, in older rows, means that it was not stored.';
comment on column judgements.host_factor is
    'What this host stretched time limits by, at least 1. Null, in older rows, means that it was not stored.';
