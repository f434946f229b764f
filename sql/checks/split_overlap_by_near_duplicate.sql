-- A row here is a problem to train on whose statement, or nearly the same one, is also held out.
with alike as (
    select statement_sha, other_sha, similarity from near_duplicates
    union all
    select distinct statement_sha, statement_sha, 1.0 from statement_signatures
)

select
    trainable.title,
    other.title as held_out_title,
    round(alike.similarity, 2) as similarity,
    other.split as held_out_split,
    trainable.problem_key,
    other.problem_key as held_out_problem_key,
    'run the prepare-corpus deployment: it marks the one to train on as a duplicate' as remedy
from trainable_problems as trainable
join statement_signatures as mine on mine.problem_key = trainable.problem_key
join alike on alike.statement_sha = mine.statement_sha
join statement_signatures as theirs on theirs.statement_sha = alike.other_sha
join usable_problems as other on other.problem_key = theirs.problem_key
where other.split in ('valid', 'test');
