-- A row is what judging the problem with this key needs to know of it, besides its test cases.
select
    io_mode,
    time_limit_s,
    memory_limit_mb,
    coalesce(checker, 'tokens') as checker,
    coalesce(answer_language, 'c++') as answer_language,
    function,
    standard
from problems
where problem_key = $problem_key;
