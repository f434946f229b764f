-- A row is one completion with its judgement and its problem: the base of every metric. It is a rollout of run_id or a
-- sample of evaluation_id, and the other of the two is null: group by the one that you mean.
create or replace view judged_completions as
select
    completions.completion_id,
    completions.run_id,
    completions.step,
    completions.evaluation_id,
    completions.problem_key,
    problems.dataset,
    problems.config,
    problems.split,
    problems.bucket,
    problems.io_mode,
    coalesce(judgements.limits ->> '$.language', 'c++') as answer_language,
    problems.contest_date,
    problems.title,
    completions.sample,
    completions.seed,
    completions.text,
    completions.tokens,
    completions.finish_reason,
    completions.reward,
    completions.advantage,
    completions.judgement_id,
    judgements.source_sha,
    judgements.source,
    judgements.verdict,
    judgements.verdict = 'AC' as solved,
    compiled(judgements.verdict) as compiled,
    judgements.passed,
    judgements.total,
    judgements.score,
    judgements.first_failure,
    judgements.compile_ms,
    judgements.cpu_ms,
    judgements.peak_kb,
    judgements.judge_version
from completions
join judgements using (judgement_id)
join problems using (problem_key);

comment on column judged_completions.problem_key is 'The problem that was asked: a key of problems.';
comment on column judged_completions.judgement_id is 'What the judge said: a key of judgements.';
comment on column judged_completions.answer_language is 'What the answer was judged as: c++, python or mathematics.';
comment on column judged_completions.source_sha is
    'SHA-256 of the source, in hex. Null means that there was none, and the verdict is NC.';
comment on column judged_completions.solved is 'Whether it passed every test case: the verdict is AC.';
comment on column judged_completions.compiled is
    'Whether there was a program to run: the verdict is neither CE nor NC.';
