-- What is known about a problem's tests: how they are marked, and what replaying solutions showed.

alter table problems add column checker varchar;              -- null: tokens
alter table problems add column float_output boolean;         -- the expected outputs hold decimal numbers
alter table problems add column many_answers_stated boolean;  -- the statement accepts any of several answers
alter table problems add column stated_trust varchar;         -- trust as its source earns it, before any replay
update problems set stated_trust = trust;

-- Some of a source's own C++ solutions, right and wrong.
create table solutions (
    problem_key varchar not null,
    ordinal     integer not null,
    correct     boolean not null,   -- as the source says
    source      varchar not null,
    sha256      varchar not null,
    primary key (problem_key, ordinal)
);

-- Solutions of one problem run through the judge.
create table trust_replays (
    replay_id        varchar primary key,  -- over the problem, its cases, checker and limits, the solutions, the judge
    problem_key      varchar not null,
    correct_replayed integer not null,     -- solutions said to be right
    correct_accepted integer not null,
    correct_failed   integer not null,     -- the rest ran out of time or memory, or do not compile here
    wrong_replayed   integer not null,     -- solutions said to be wrong
    wrong_accepted   integer not null,
    failed_cases     integer[] not null,   -- ordinals of test cases that a right solution fails
    many_answers     boolean not null,     -- right solutions print different answers to one input
    trust            varchar,              -- quarantined, replayed; null: nothing was decided
    reasons          varchar[] not null,
    checker          varchar not null,
    judge_version    varchar not null,
    compiler         varchar not null,
    replayed_at      timestamptz not null,
    used_at          timestamptz not null, -- last run that asked for it: the newest is the current one
    seconds          double not null,      -- from the first submission to the last judgement
    flow_run_id      varchar
);
