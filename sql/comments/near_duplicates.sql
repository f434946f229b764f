comment on table near_duplicates is
    'A row is a pair of statements that are nearly the same; each pair is stored from both sides.';
comment on column near_duplicates.statement_sha is
    'One of the two statements: a statement_sha of statement_signatures.';
comment on column near_duplicates.other_sha is 'The other statement: a statement_sha of statement_signatures.';
comment on column near_duplicates.similarity is 'Jaccard similarity of their runs of words, from 0 to 1.';
