-- What proves that a step's rollouts were sampled from the policy that learnt from them: which adapter sampled, and how
-- far log π (the trainer's) and log μ (the sampler's) of their tokens lie apart. Steps that are older have no row.
create table rollout_proofs (
    run_id          varchar not null,
    step            integer not null,
    sampled_adapter varchar,            -- null: the engine does not say, or not one adapter sampled
    trained_adapter varchar not null,
    tokens          integer not null,   -- that were compared
    unknown         integer not null,   -- without log μ
    mean_difference double,             -- of |log π − log μ|, in nats; null: no token was compared
    max_difference  double,
    outside_share   double,             -- of tokens further apart than the band
    band            double not null,    -- in nats
    zero_difference double,             -- what an adapter of zero makes; measured where a run begins or goes on
    mismatch        varchar,            -- what is wrong, and the likely cause; the step was not taken then
    primary key (run_id, step)
);

-- What a training is replayed from. Null in rows that are older, and in evaluations.
alter table completions add column token_ids integer[];
alter table completions add column log_probs float[];     -- log μ of each token, in nats
alter table training_steps add column threads integer;    -- torch's, of which the last bits of a sum depend
