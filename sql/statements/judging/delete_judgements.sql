-- Judgements that are in doubt.
delete from judgements
where list_contains($judgement_ids, judgement_id);
