-- A row is the signature of a statement; problems with the same words share it.
select statement_sha, any_value(minhash) as minhash
from statement_signatures
group by statement_sha
order by statement_sha;
