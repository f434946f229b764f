-- Completions of evaluations, and of one training, whose judgement is in doubt.
delete from completions
where list_contains($judgement_ids, judgement_id) and (evaluation_id is not null or run_id = $run_id);
