-- A row is one judgement that this run's rewards came from.
select *
from judgements
where judgement_id in (select judgement_id from completions where run_id = $run_id);
