-- A row is what g++ said of programs that did not compile, without the names in it, most frequent first.
-- $evaluation_id null means every finished evaluation.
select
    compiler_message as message,
    count(*) as completions,
    count(distinct problem_key) as problems,
    any_value(completion_id order by completion_id) as example_completion_id
from completion_endings
join evaluations using (evaluation_id)
where
    evaluations.status = 'finished'
    and compiler_message is not null
    and ($evaluation_id::varchar is null or evaluation_id = $evaluation_id::varchar)
group by message
order by completions desc, message
limit 20;
