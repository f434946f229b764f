-- A row is how far one split's tests are trusted, and what replaying the source's own solutions showed.
select
    dataset,
    config,
    split,
    coalesce(current_problems.trust, 'as the source gives them') as trust,
    count(*) as problems,
    count(replays.problem_key) as replayed,
    sum(correct_replayed)::bigint as right_solutions,
    sum(correct_accepted)::bigint as right_accepted,
    sum(wrong_replayed)::bigint as wrong_solutions,
    sum(wrong_accepted)::bigint as wrong_accepted,
    count(*) filter (len(failed_cases) > 0) as with_failing_cases,
    count(*) filter (many_answers) as with_several_answers
from current_problems
left join (
    select *
    from trust_replays
    qualify row_number() over (partition by problem_key order by used_at desc, replay_id) = 1
) as replays using (problem_key)
group by dataset, config, split, current_problems.trust
order by dataset, config, split, problems desc, trust;
