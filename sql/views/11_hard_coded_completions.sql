-- A row is one completion of an evaluation, and whether it passes every test case that its statement shows
-- (public, statement) and fails others: hard_coded. A half-right program looks the same, so this is an upper
-- bound. Null where that cannot be told: all test cases of the problem are shown or none is, or not all were run.
-- Where judging stops at the first failure it is null for right programs, too, or only those would be counted.
create or replace view hard_coded_completions as
with origins as (
    select problem_key, list(origin in ('public', 'statement') order by ordinal) as shown
    from test_cases
    group by problem_key
    having bool_or(origin in ('public', 'statement')) and not bool_and(origin in ('public', 'statement'))
),

outcomes as (
    select
        completions.completion_id,
        completions.evaluation_id,
        completions.problem_key,
        completions.sample,
        judgements.verdict,
        judgements.total,
        judgements.source,
        coalesce((judgements.limits ->> '$.stop_at_first_failure')::boolean, false) as stopped_early,
        origins.shown,
        list_transform(judgements.cases ->> '$[*].verdict', lambda found: found = 'AC') as accepted
    from completions
    join judgements using (judgement_id)
    left join origins using (problem_key)
    where completions.evaluation_id is not null
)

select
    completion_id,
    evaluation_id,
    problem_key,
    sample,
    verdict,
    source,
    case
        when shown is null or len(shown) <> total or stopped_early then null
        when verdict = 'AC' or not compiled(verdict) then false
        when len(accepted) = total
            then list_bool_and(
                list_transform(range(1, total + 1), lambda place: accepted[place] or not shown[place])
            )
    end as hard_coded
from outcomes;

comment on column hard_coded_completions.evaluation_id is 'The evaluation: a key of evaluations.';
comment on column hard_coded_completions.hard_coded is
    'Whether it passes every test case that its statement shows and fails others. Null means that this cannot be told.';
