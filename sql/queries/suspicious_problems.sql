-- A row is a problem whose tests are to be doubted, with every reason, the gravest first; at most two hundred.
with cases as (
    select
        problem_key,
        count(*) as test_cases,
        count(distinct sha256) as different_cases,
        count(distinct hash(input)) as different_inputs,
        min(output) = max(output) as one_output,
        bool_or(trim(output, e' \t\r\n') = '') as an_empty_output,
        max(bytes) as largest_bytes
    from test_cases
    group by problem_key
),

replays as (
    select problem_key, failed_cases, wrong_accepted
    from trust_replays
    qualify row_number() over (partition by problem_key order by used_at desc, replay_id) = 1
),

doubts as (
    select
        current_problems.*,
        wrong_accepted,
        list_filter(
            [
                case when current_problems.trust = 'quarantined' then 'quarantined' end,
                case
                    when different_cases > different_inputs
                        then 'one input with two expected outputs'
                end,
                case
                    when len(replays.failed_cases) > 0 then 'a right solution fails a test case'
                end,
                case when wrong_accepted > 0 then 'a wrong solution passes' end,
                case
                    when many_answers_stated and coalesce(current_problems.checker, 'tokens') = 'tokens'
                        then 'several answers are right and one is marked'
                end,
                case when an_empty_output then 'an expected output is empty' end,
                case
                    when one_output and test_case_count > 1 then 'one answer to every test case'
                end,
                case
                    when current_problems.trust = 'statement_samples_only'
                        then 'tests are the statement''s samples'
                end,
                case when test_case_count between 1 and 2 then 'fewer than three test cases' end,
                case when largest_bytes > 10_000_000 then 'a test case of more than 10 MB' end
            ],
            lambda reason: reason is not null
        ) as reasons
    from current_problems
    join cases using (problem_key)
    left join replays using (problem_key)
)

select
    title,
    dataset,
    config,
    split,
    array_to_string(reasons, '; ') as reasons,
    test_case_count as test_cases,
    trust,
    wrong_accepted,
    problem_key
from doubts
where len(reasons) > 0
order by
    list_contains(reasons, 'quarantined') desc,
    list_contains(reasons, 'one input with two expected outputs') desc,
    list_contains(reasons, 'a right solution fails a test case') desc,
    list_contains(reasons, 'a wrong solution passes') desc,
    len(
        list_filter(
            reasons,
            lambda reason: reason not in (
                'tests are the statement''s samples', 'fewer than three test cases'
            )
        )
    ) desc,
    len(reasons) desc, dataset, problem_key
limit 200;
