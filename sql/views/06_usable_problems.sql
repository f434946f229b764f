-- A row is a problem of any split that can be judged as it stands, in one language or another, and is nobody's
-- duplicate.
create or replace view usable_problems as
select
    *,
    case
        when function is not null then ['python']
        when coalesce(answer_language, 'c++') = 'c++' then ['c++', 'python']
        else [answer_language]
    end as answerable_in
from current_problems
where
    (io_mode = 'stdin' or function is not null)
    and duplicate_of is null
    and trust is distinct from 'quarantined'
    and test_case_count > 0;

comment on column usable_problems.answerable_in is
    'The languages that a run may ask it in: what reads standard input in c++ or python, a function in python.';
