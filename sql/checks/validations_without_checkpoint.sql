-- A row here is a validation whose checkpoint is not stored, or holds another score: nothing can be chosen by it.
select validations.run_id, validations.step, validations.score, checkpoints.validation_score
from validations
left join checkpoints using (run_id, step)
where validations.score is distinct from checkpoints.validation_score;
