-- A row is the evaluation of this id, if it is finished.
select evaluation_id, finished_at
from evaluations
where evaluation_id = $evaluation_id and status = 'finished';
