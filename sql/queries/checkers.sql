-- A row is one way that a dataset's outputs are compared, and what the problems compared so are like.
select
    dataset,
    config,
    case
        when checker like 'validator%' then 'validator'
        when contains(checker, chr(10)) then 'program'  -- its whole source
        else coalesce(checker, 'tokens')
    end as checker,
    count(*) as problems,
    count(*) filter (float_output) as with_decimal_outputs,
    count(*) filter (many_answers_stated) as several_answers_stated,
    count(*) filter (trust = 'quarantined') as quarantined
from current_problems
group by all
order by 1, 2, problems desc, 3;
