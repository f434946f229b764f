-- A row is a finished evaluation of those given.
select evaluation_id, finished_at
from evaluations
where status = 'finished' and list_contains($evaluation_ids, evaluation_id);
