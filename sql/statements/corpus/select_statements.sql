-- A row is a text of each of these statements.
select statement_sha, min_by(statement, problem_key) as statement
from statement_signatures
join problems using (problem_key)
where list_contains($statement_shas, statement_sha)
group by statement_sha;
