-- A row is a base model with a finished evaluation of its own.
select distinct base_model
from evaluations
where checkpoint_id is null and imported_as is null and status = 'finished'
order by base_model;
