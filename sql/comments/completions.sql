comment on table completions is
    'A row is one completion that was sampled for one problem: a rollout of a training run, or a sample of an evaluation.';
comment on column completions.completion_id is
    'Id of the completion: 16 hex digits over its run and step or its evaluation, its problem and its sample number.';
comment on column completions.run_id is
    'The training run of a rollout: a key of training_runs. Null means that it belongs to an evaluation.';
comment on column completions.step is
    'The optimiser step of a rollout, from 1. Null means that it belongs to an evaluation.';
comment on column completions.evaluation_id is
    'The evaluation of a sample: a key of evaluations. Null means that it is a rollout.';
comment on column completions.problem_key is 'The problem that was asked: a key of problems.';
comment on column completions.sample is 'Number of the completion among those for the same problem, from 0.';
comment on column completions.seed is
    'Random seed that it was sampled with. Null means that another program sampled it and did not say.';
comment on column completions.text is 'What the model wrote, as it stands; behind the opening tag of a thought, where the prompt ended with one.';
comment on column completions.source_sha is
    'SHA-256 of the source in the completion. Null means that there is none, or that the judge failed on it.';
comment on column completions.judgement_id is
    'What the judge said: a key of judgements. Null means that the judge failed on it, as fault says.';
comment on column completions.tokens is 'Length in tokens. Null means that another program sampled it and did not say.';
comment on column completions.finish_reason is
    'Why generation ended: stop, fence (the code block was closed) or length (the token limit). Null means that another program sampled it and did not say.';
comment on column completions.reward is
    'What the rollout earned. Null means that it belongs to an evaluation, or that the judge failed on it.';
comment on column completions.advantage is
    'By how much its reward stands out in its group, as the update used it. Null means that it has no reward.';
comment on column completions.fault is 'Why the judge failed on the rollout. Null means that it was judged.';
comment on column completions.token_ids is
    'Tokens of a rollout, as they were sampled. Null means that it belongs to an evaluation, or that they were not stored.';
comment on column completions.log_probs is
    'Log-probability of each token, in nats, in the distribution it was drawn from. Null means that it belongs to an evaluation, that the engine says none, or that they were not stored.';
