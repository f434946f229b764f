-- A row is one way that completions of the given base model ended on one of the given problems, in one of $languages.
-- One base model may go by several names.
select
    problem_key,
    verdict,
    passed,
    total,
    sum(completions)::bigint as completions,
    list_sort(list_distinct(flatten(list(evaluation_ids)))) as evaluation_ids
from measured_outcomes
where
    base_fingerprint = $base_fingerprint
    and list_contains($problem_keys, problem_key)
    and list_contains($languages, answer_language)
group by problem_key, verdict, passed, total
order by problem_key, verdict, passed, total;
