-- A row is one quarter of a year in which a split's problems were set: a model trained before it cannot have
-- read them. Problems without a date are the rows without a quarter.
select
    dataset,
    config,
    split,
    date_trunc('quarter', contest_date)::date as quarter,
    count(*) as problems,
    min(contest_date) as first_contest,
    max(contest_date) as last_contest
from current_problems
group by dataset, config, split, quarter
order by dataset, config, split, quarter nulls last;
