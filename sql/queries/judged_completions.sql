-- A row is one judged completion of the evaluation $evaluation_id, by problem and sample.
select
    problem_key,
    dataset,
    bucket,
    io_mode,
    answer_language,
    coalesce(year(contest_date)::varchar, 'undated') as contest_window,
    title,
    sample,
    verdict,
    passed,
    total,
    text,
    source,
    first_failure,
    tokens,
    finish_reason
from judged_completions
where evaluation_id = $evaluation_id::varchar
order by problem_key, sample;
