-- A row is a problem that is set aside because it repeats another, with the one that stays.
select
    copies.title,
    copies.dataset,
    copies.config,
    copies.split,
    stays.title as stays_title,
    stays.dataset as stays_dataset,
    stays.config as stays_config,
    stays.split as stays_split,
    copies.split <> stays.split as across_splits,
    copies.problem_key,
    copies.duplicate_of
from current_problems as copies
left join problems as stays on stays.problem_key = copies.duplicate_of
where copies.duplicate_of is not null
order by across_splits desc, copies.dataset, copies.config, copies.problem_key;
