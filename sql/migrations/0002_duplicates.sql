-- What is known about statements that repeat each other: facts about the texts, whatever else is stored.

create table statement_signatures (
    problem_key   varchar primary key,
    statement_sha varchar not null,  -- of the words alone: exact duplicates share it
    version       varchar not null,  -- of the code that made it
    minhash       blob not null
);

-- Each pair of statements that are nearly the same, from both sides.
create table near_duplicates (
    statement_sha varchar not null,
    other_sha     varchar not null,
    similarity    double not null,   -- Jaccard, of runs of words
    primary key (statement_sha, other_sha)
);
