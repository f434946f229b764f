-- A row is one solution of a problem, in order.
select source, correct
from solutions
where problem_key = $problem_key and list_contains($shas, sha256)
order by ordinal;
