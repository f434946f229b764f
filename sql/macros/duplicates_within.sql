-- A row is a problem of the given loads that repeats a better one, and the problem that stays in its stead.
-- Better is: one that can be judged in the language that a run asks for (c++, python); then one that can be judged in
-- Python alone; then a held-out one (training leaves the leak out), then a validating one; then one with more tests
-- than its statement's samples; then more test cases; then the smaller key.
-- What has a better look-alike gives way, even where that one gives way itself: the chain ends at one that
-- stays.
create or replace macro duplicates_within(load_ids, in_language) as table
with recursive counts as (
    select problem_key, count(*) as test_case_count from test_cases group by problem_key
),

ranked as (
    select
        problem_key,
        statement_sha,
        row_number() over (
            order by
                case
                    when
                        (io_mode = 'stdin' or (in_language = 'python' and function is not null))
                        and trust is distinct from 'quarantined'
                        and test_case_count is not null
                        then 0
                    when function is not null then 1
                    else 2
                end,
                case split when 'test' then 0 when 'valid' then 1 else 2 end,
                trust is distinct from 'statement_samples_only' desc,
                coalesce(test_case_count, 0) desc,
                problem_key
        ) as place
    from problems
    join statement_signatures using (problem_key)
    left join counts using (problem_key)
    where problem_key in (
        select problem_key from loaded_problems where list_contains(load_ids, load_id)
    )
),

best as (
    select statement_sha, min(place) as place from ranked group by statement_sha
),

rivals as (
    select statement_sha, min(place) as place
    from (
        select statement_sha, place from best
        union all
        select near_duplicates.statement_sha, best.place
        from near_duplicates
        join best on best.statement_sha = near_duplicates.other_sha
    )
    group by statement_sha
),

given_way as (
    select ranked.place, rivals.place as better
    from ranked
    join rivals using (statement_sha)
    where rivals.place < ranked.place
),

followed as (
    select place, better from given_way
    union all
    select followed.place, given_way.better
    from followed
    join given_way on given_way.place = followed.better
)

select this.problem_key, stays.problem_key as duplicate_of
from followed
join ranked as this using (place)
join ranked as stays on stays.place = followed.better
where followed.better not in (select place from given_way);
