-- A row is one row that a split's load read: whether an evaluation asks it as a problem and, if not, why not.
-- Every row read is here: those of one load are rows_read, and alike says how many of them met the same end.
-- Without $evaluation_id: an evaluation of all current loads. With it: that one, by what it sampled.
-- $split: test if null. $dataset, $config: all if null. $only: a profile's corpus.only as JSON, which a split
-- that none of it names passes whole.
with choices as (
    select unnest(
        from_json(
            $only::json,
            '[{"splits": ["VARCHAR"], "platforms": ["VARCHAR"], "letters": ["VARCHAR"], "words": ["VARCHAR"], "rating_from": "INTEGER", "rating_below": "INTEGER"}]'
        ),
        recursive := true
    )
),

choices_here as (
    select
        coalesce(platforms, []).list_transform(lambda one: upper(one)) as platforms,
        coalesce(letters, []).list_transform(lambda one: upper(one)) as letters,
        coalesce(words, []).list_transform(lambda one: upper(one)) as words,
        rating_from,
        rating_below
    from choices
    where list_contains(coalesce(splits, ['train', 'valid']), coalesce($split::varchar, 'test'))
),

chosen as (
    select distinct problem_key
    from stated_difficulty
    join choices_here
        on
            (len(platforms) = 0 or list_contains(platforms, platform))
            and (len(letters) = 0 or list_contains(letters, letter))
            and (len(words) = 0 or list_contains(words, word))
            and (rating_from is null or rating >= rating_from)
            and (rating_below is null or rating < rating_below)
),

asked as (
    select distinct problem_key from completions where evaluation_id = $evaluation_id::varchar
),

kept as (
    select
        load_id,
        native_id,
        title,
        problem_key,
        case
            when problem_key in (from asked) then null
            when io_mode = 'function' then 'asks for a function'
            when io_mode = 'file' then 'reads or writes files'
            when test_case_count = 0 then 'no test cases'
            when trust = 'quarantined' then 'tests not trusted'
            when duplicate_of is not null then 'repeats another problem'
            when exists (from choices_here) and problem_key not in (from chosen)
                then 'left out by corpus.only'
            when $evaluation_id::varchar is not null then 'left out by settings of the evaluation'
        end as why_not,
        case
            when why_not = 'repeats another problem'
                then (
                    select concat_ws(' ', stays.dataset, stays.config, stays.split, stays.native_id)
                    from problems as stays
                    where stays.problem_key = current_problems.duplicate_of
                )
        end as example
    from loaded_problems
    join current_problems using (problem_key)
),

every_row as (
    select * from kept
    union all by name
    select load_id, native_id, 'refused: ' || reason as why_not, excerpt as example
    from rejects
)

select
    dataset,
    config,
    split,
    native_id,
    title,
    why_not is null as asked,
    why_not,
    example as shown,
    count(*) over (partition by load_id, why_not) as alike,
    rows_read,
    problem_key,
    load_id
from every_row
join current_loads using (load_id)
where
    split = coalesce($split::varchar, 'test')
    and dataset = coalesce($dataset::varchar, dataset)
    and config = coalesce($config::varchar, config)
order by dataset, config, origin, asked, why_not, native_id, problem_key;
