comment on table solutions is 'A row is one C++ solution that a source offers for a problem, right or wrong.';
comment on column solutions.problem_key is 'The problem: a key of problems.';
comment on column solutions.ordinal is 'Place among the stored solutions of the problem, from 0.';
comment on column solutions.correct is 'Whether the source says that it is right.';
comment on column solutions.source is 'The C++ source.';
comment on column solutions.sha256 is 'SHA-256 of the source, in hex.';
