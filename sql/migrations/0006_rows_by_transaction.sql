-- Test cases and solutions without a key. DuckDB gives a table that has no index a new row group with every
-- transaction; one that has an index goes on filling its last one, and every checkpoint then reads and writes
-- that row group again: of rows of 200,000 characters hundreds of megabytes, each time. Whoever stores a
-- problem deletes its rows first; checks/test_cases_repeated.sql finds what a key would have refused.

alter table test_cases rename to keyed_test_cases;
create table test_cases (
    problem_key varchar not null,
    ordinal     integer not null,
    origin      varchar not null,
    input       varchar not null,
    output      varchar not null,
    bytes       bigint not null,
    sha256      varchar not null
);
insert into test_cases by name select * from keyed_test_cases;
drop table keyed_test_cases;

alter table solutions rename to keyed_solutions;
create table solutions (
    problem_key varchar not null,
    ordinal     integer not null,
    correct     boolean not null,  -- as the source says
    source      varchar not null,
    sha256      varchar not null
);
insert into solutions by name select * from keyed_solutions;
drop table keyed_solutions;
