-- A row here is a completion whose judgement is not stored: its verdict is lost to every metric. A rollout that the
-- judge failed on says so and never had one.
select completion_id, run_id, evaluation_id, problem_key, judgement_id
from completions
anti join judgements using (judgement_id)
where judgement_id is not null or fault is null or run_id is null;
