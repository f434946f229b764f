-- A row is one judged completion of the given evaluations without its texts: what metrics and tests are made of.
select
    evaluation_id,
    problem_key,
    dataset,
    bucket,
    io_mode,
    answer_language,
    coalesce(year(contest_date)::varchar, 'undated') as contest_window,
    '' as title,
    sample,
    verdict,
    passed,
    total,
    '' as text,
    null::varchar as source,
    null::varchar as first_failure,
    tokens,
    finish_reason
from judged_completions
where list_contains($evaluation_ids, evaluation_id)
order by problem_key, sample;
