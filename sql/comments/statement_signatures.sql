comment on table statement_signatures is
    'A row is what the statement of one problem is compared by, to find problems that repeat each other.';
comment on column statement_signatures.problem_key is 'The problem: a key of problems.';
comment on column statement_signatures.statement_sha is
    'Hash over the words of the statement alone: exact duplicates share it.';
comment on column statement_signatures.version is 'Version of the code that made the signature.';
comment on column statement_signatures.minhash is 'MinHash of the runs of words of the statement.';
