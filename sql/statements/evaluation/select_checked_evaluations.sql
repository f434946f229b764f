-- A row is an evaluation of those given whose metrics were held against the evaluation before.
select distinct evaluation_id from metric_checks where list_contains($evaluation_ids, evaluation_id);
