-- A row here is a judgement whose verdict, counts and score do not fit together.
select judgement_id, verdict, passed, total, score
from judgements
where
    passed < 0
    or passed > total
    or (verdict = 'AC') <> (total > 0 and passed = total)
    or (not compiled(verdict) and passed > 0)
    or (verdict = 'NC') <> (source_sha is null)
    or abs(score - passed / greatest(total, 1)) > 1e-9;
