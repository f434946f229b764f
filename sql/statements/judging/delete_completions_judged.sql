-- Completions whose judgement is in doubt: they are judged once more.
delete from completions
where list_contains($judgement_ids, judgement_id);
