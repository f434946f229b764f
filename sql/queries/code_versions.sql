-- A row is a code version whose files are known, and what it made: `tinylora identity` says what differs.
with made as (
    select code_version, 'evaluations' as kind from evaluations
    union all
    select judge_version, 'judged evaluations' from evaluations
    union all
    select code_version, 'trainings' from training_runs
    union all
    select code_version, 'loads' from dataset_loads
),

files as (
    select code_version, count(*) as files from code_files group by code_version
)

select
    code_version,
    files,
    count(kind) filter (where kind = 'evaluations') as evaluations,
    count(kind) filter (where kind = 'judged evaluations') as judged_evaluations,
    count(kind) filter (where kind = 'trainings') as trainings,
    count(kind) filter (where kind = 'loads') as loads
from files
left join made using (code_version)
group by code_version, files
order by code_version;
