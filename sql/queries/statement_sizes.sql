-- A row is one language of one dataset's statements: how many, how long in characters, how much of it is Han.
select
    dataset,
    config,
    language,
    count(*) as problems,
    min(length(statement)) as shortest,
    median(length(statement))::integer as median,
    quantile_disc(length(statement), 0.95) as longest_of_95_percent,
    max(length(statement)) as longest,
    count(*) filter (length(statement) > 8000) as over_8000,
    round(
        100 * sum(length(regexp_replace(statement, '\P{Han}', '', 'g'))) / sum(length(statement)), 1
    ) as han_percent
from current_problems
group by dataset, config, language
order by dataset, config, language;
