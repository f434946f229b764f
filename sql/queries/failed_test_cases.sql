-- A row is a kind of test case that submissions failed first, by origin, verdict and signal.
-- $evaluation_id null means every finished evaluation.
select
    judged.dataset,
    test_cases.origin,
    judged.first_failure ->> '$.verdict' as verdict,
    (judgements.cases ->> ('$[' || (judged.first_failure ->> '$.ordinal') || '].signal'))::integer
        as signal,  -- what ended the program; null: none, or the judge did
    count(*) as completions,
    count(distinct judged.problem_key) as problems
from judged_completions as judged
join judgements using (judgement_id)
join evaluations using (evaluation_id)
join test_cases
    on
        test_cases.problem_key = judged.problem_key
        and test_cases.ordinal = (judged.first_failure ->> '$.ordinal')::integer
where
    evaluations.status = 'finished'
    and judged.compiled
    -- An ordinal counts the cases that were run: it names a stored one where all of them were.
    and judged.total = (
        select count(*) from test_cases as all_cases
        where all_cases.problem_key = judged.problem_key
    )
    and ($evaluation_id::varchar is null or judged.evaluation_id = $evaluation_id::varchar)
group by all
order by completions desc, judged.dataset, test_cases.origin, verdict;
