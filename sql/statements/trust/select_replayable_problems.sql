-- A row is a judgeable problem of the given loads that has solutions, with their digests and the replays it had;
-- first what was never replayed, then what is held out, where a bad test distorts every number, then what
-- training asks for most.
with digests as (
    select
        problem_key,
        coalesce(list(sha256 order by ordinal) filter (correct), []) as right_shas,
        coalesce(list(sha256 order by ordinal) filter (not correct), []) as wrong_shas
    from solutions
    group by problem_key
),

replays as (
    select problem_key, list(replay_id) as replay_ids
    from trust_replays
    group by problem_key
)

select
    problem_key,
    title,
    coalesce(checker, 'tokens') as checker,
    coalesce(many_answers_stated, false) as many_answers_stated,
    time_limit_s,
    memory_limit_mb,
    standard,
    right_shas,
    wrong_shas,
    coalesce(replay_ids, []) as replay_ids
from problems
join digests using (problem_key)
left join replays using (problem_key)
where
    io_mode = 'stdin'
    and problem_key in (
        select problem_key from loaded_problems where list_contains($load_ids, load_id)
    )
    and problem_key not in (select problem_key from duplicates_within($load_ids, 'c++'))
    and problem_key in (select problem_key from test_cases)
order by
    replay_ids is not null,
    case split when 'test' then 0 when 'valid' then 1 else 2 end,
    case bucket when 'easy' then 0 when 'medium' then 1 when 'hard' then 2 else 3 end,
    problem_key;
