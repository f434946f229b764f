-- A row is the identity of a judgement that this version of the judge made.
select judgement_id
from judgements
where judge_version = $judge_version;
