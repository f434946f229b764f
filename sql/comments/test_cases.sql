comment on table test_cases is 'A row is one test case of a problem: an input and the output that is expected for it.';
comment on column test_cases.problem_key is 'The problem: a key of problems.';
comment on column test_cases.ordinal is 'Place of the test case among those of its problem, from 0.';
comment on column test_cases.origin is
    'Where the test case comes from: public, private, generated or statement; public and statement are shown to whoever solves it.';
comment on column test_cases.input is 'What the program reads.';
comment on column test_cases.output is 'What the program is expected to print.';
comment on column test_cases.bytes is 'Size of input and output together, in bytes of UTF-8.';
comment on column test_cases.sha256 is 'SHA-256 over input and output, in hex.';
