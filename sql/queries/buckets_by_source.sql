-- A row is one judge or contest series that a dataset took problems from: its problems by bucket, and what
-- their priors were read from.
select
    dataset,
    config,
    coalesce(platform, 'not stated') as source,
    count(*) as problems,
    count(*) filter (bucket = 'easy') as easy,
    count(*) filter (bucket = 'medium') as medium,
    count(*) filter (bucket = 'hard') as hard,
    count(*) filter (bucket = 'unrated') as unrated,
    median(prior_rating)::integer as median_prior,
    array_to_string(list_sort(list(distinct prior_source)), ', ') as priors_read_from
from current_problems
group by all
order by dataset, config, problems desc, source;
