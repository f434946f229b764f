-- A row is one way that completions of one base model ended on one problem in one language, over its finished
-- evaluations: the verdict, the test cases passed, and how many completions ended so. A completion that another
-- evaluation sampled again, with the same seed and to the letter, counts once, as it was judged last.
create or replace view measured_outcomes as
with drawn as (
    select
        judged.problem_key,
        evaluations.base_model,
        evaluations.base_fingerprint,
        judged.answer_language,
        judged.verdict,
        judged.passed,
        judged.total,
        judged.evaluation_id
    from judged_completions as judged
    join evaluations using (evaluation_id)
    where
        evaluations.checkpoint_id is null
        and evaluations.imported_as is null
        and evaluations.status = 'finished'
    qualify row_number() over (
        partition by
            judged.problem_key, evaluations.base_model, evaluations.base_fingerprint, judged.answer_language,
            judged.seed, judged.sample, hash(judged.text)
        order by evaluations.finished_at desc, judged.evaluation_id desc
    ) = 1
)

select
    problem_key,
    base_model,
    base_fingerprint,
    answer_language,
    verdict,
    passed,
    total,
    count(*) as completions,
    list(distinct evaluation_id order by evaluation_id) as evaluation_ids
from drawn
group by problem_key, base_model, base_fingerprint, answer_language, verdict, passed, total;

comment on column measured_outcomes.completions is 'Number of completions that ended so.';
comment on column measured_outcomes.evaluation_ids is 'The evaluations that they come from: keys of evaluations.';
