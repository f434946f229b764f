-- A row is a finished evaluation of one policy; rates are means over problems, best pass@1 first.
create or replace view leaderboard as
select
    policy,
    base_model,
    avg(pass_rate) as pass_at_1,
    avg(problem_rates.compile_rate) as compile_rate,
    avg(problem_rates.mean_score) as mean_score,
    avg(problem_rates.hard_coded_rate) as hard_coded_rate,
    count(*) as problems,
    sum(samples)::bigint as completions,
    finished_at,
    seconds,
    run_id,
    step,
    evaluation_id,
    checkpoint_id,
    problem_set_fingerprint,
    seed,
    judge_version,
    code_version,
    flow_run_id
from labelled_evaluations
join problem_rates using (evaluation_id)
where status = 'finished'
group by all
order by pass_at_1 desc, compile_rate desc, mean_score desc, finished_at;

comment on column leaderboard.pass_at_1 is
    'Mean over problems, from 0 to 1, of the share of samples that passed every test case.';
comment on column leaderboard.compile_rate is 'Mean over problems, from 0 to 1, of the share of samples that compiled.';
comment on column leaderboard.mean_score is 'Mean over problems of the mean share of test cases passed, from 0 to 1.';
comment on column leaderboard.hard_coded_rate is
    'Mean over problems, from 0 to 1, of the share of samples that may be hard-coded, at most. Null means that it cannot be told of any of them.';
comment on column leaderboard.problems is 'Number of problems that were asked and judged.';
comment on column leaderboard.completions is 'Number of completions of all problems together.';
comment on column leaderboard.finished_at is 'Time at which the evaluation finished.';
