-- A row is one rollout that was judged on the test cases its reward kept apart: its score on those, and on the
-- rewarding ones that its statement does not show. Both are drawn alike, so neither is harder. part is the first or
-- the last third of the training's steps; reward_only: it passed all that rewarded it, and not all the others.
create or replace view kept_apart_rollouts as
with lengths as (
    select run_id, max(step) as steps from training_steps group by run_id
)

select
    completions.run_id,
    completions.step,
    case
        when 3 * completions.step <= lengths.steps then 'first'
        when 3 * completions.step > 2 * lengths.steps then 'last'
    end as part,
    completions.problem_key,
    completions.sample,
    completions.completion_id,
    rewarded.verdict as reward_verdict,
    reported.verdict as report_verdict,
    kept.rewarded_passed / kept.rewarded_total as reward_score,
    reported.passed / reported.total as report_score,
    rewarded.verdict = 'AC' and reported.verdict <> 'AC' as reward_only
from kept_apart_judgements as kept
join completions using (completion_id)
join judgements as rewarded on rewarded.judgement_id = completions.judgement_id
join judgements as reported on reported.judgement_id = kept.judgement_id
join lengths using (run_id)
where kept.rewarded_total > 0;

comment on column kept_apart_rollouts.step is 'The optimiser step of the rollout, from 1.';
comment on column kept_apart_rollouts.part is
    'Which third of the steps of the training it is from: first or last. Null means the middle third.';
comment on column kept_apart_rollouts.reward_verdict is 'Verdict on the test cases that its reward ran.';
comment on column kept_apart_rollouts.report_verdict is 'Verdict on the test cases that its reward kept apart.';
comment on column kept_apart_rollouts.reward_score is
    'Share, from 0 to 1, of passed test cases among those of its reward that the statement does not show.';
comment on column kept_apart_rollouts.report_score is
    'Share, from 0 to 1, of passed test cases among those kept apart.';
comment on column kept_apart_rollouts.reward_only is
    'Whether it passed all that rewarded it, and not all that was kept apart.';
