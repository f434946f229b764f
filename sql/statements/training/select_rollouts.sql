-- A row is one rollout of this run, with the tokens that a replay learns from.
select step, problem_key, sample, seed, text, token_ids, log_probs, finish_reason, fault, judgement_id
from completions
where run_id = $run_id
order by step, problem_key, sample;
