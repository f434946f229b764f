-- A row is a problem whose statement was not compared with the others yet, and how many there are in all.
with uncompared as (
    select problem_key, statement from problems anti join statement_signatures using (problem_key)
)

select problem_key, statement, (select count(*) from uncompared) as remaining
from uncompared
order by problem_key
limit $most;
