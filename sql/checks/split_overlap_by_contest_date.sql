-- A row here is a problem to train on from a contest no older than the first held-out one of its dataset.
with windows as (
    select dataset, config, min(contest_date) as held_out_from
    from held_out_problems
    group by dataset, config
)

select
    trainable.dataset,
    trainable.config,
    trainable.native_id,
    trainable.title,
    trainable.contest_date,
    windows.held_out_from,
    trainable.problem_key,
    'give the training source of this dataset contests_before: ' || windows.held_out_from as remedy
from trainable_problems as trainable
join windows using (dataset, config)
where trainable.contest_date >= windows.held_out_from
order by trainable.contest_date desc, trainable.problem_key;
