-- A row is what proves one step of a training run: which adapter sampled, and how far sampler and trainer lie apart.
-- $run_id null means the run started last. Differences are of log-probabilities, in nats; outside_percent is the share of
-- tokens further apart than the band. mismatch says why a step was not taken.
select
    step,
    sampled_adapter,
    sampled_adapter = trained_adapter as same_adapter,
    mean_difference,
    max_difference,
    round(100 * outside_share, 2) as outside_percent,
    band,
    tokens,
    unknown,
    zero_difference,
    mismatch,
    run_id
from rollout_proofs
where run_id = chosen_run($run_id)
order by step;
