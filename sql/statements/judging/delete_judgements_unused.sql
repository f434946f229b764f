-- Judgements in doubt that no completion leans on.
delete from judgements
where
    list_contains($judgement_ids, judgement_id)
    and judgement_id not in (select judgement_id from completions where judgement_id is not null);
