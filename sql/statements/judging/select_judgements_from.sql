-- A row is the judgement with this identity, or one of those of this judge that were stored next.
select *
from judgements
where
    judge_version = $judge_version
    and rowid >= (select rowid from judgements where judgement_id = $judgement_id)
order by rowid
limit $most;
