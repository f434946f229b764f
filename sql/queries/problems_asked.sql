-- A row is one row that a split's load read: whether an evaluation asks it as a problem and, if not, why not.
-- Every row read is here: those of one load are rows_read, and alike says how many of them met the same end.
-- Without $evaluation_id: an evaluation of all current loads, in $language (c++ if null). With it: that one, by
-- what it sampled.
-- $split: test if null. $dataset, $config: all if null. $only: a profile's corpus.only as JSON, which a split
-- that none of it names passes whole.
with choices as (
    select
        unnest(
            from_json(
                $only::json,
                '[{"splits": ["VARCHAR"], "platforms": ["VARCHAR"], "letters": ["VARCHAR"], "words": ["VARCHAR"],
                   "rating_from": "INTEGER", "rating_below": "INTEGER"}]'
            )
        ) as choice
),

choices_here as (
    select
        list_transform(coalesce(choice.platforms, []), lambda one: upper(one)) as platforms,
        list_transform(coalesce(choice.letters, []), lambda one: upper(one)) as letters,
        list_transform(coalesce(choice.words, []), lambda one: upper(one)) as words,
        choice.rating_from,
        choice.rating_below
    from choices
    where
        list_contains(
            coalesce(choice.splits, ['train', 'valid']), coalesce($split::varchar, 'test')
        )
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

run as (
    select
        coalesce(
            $language::varchar,
            (
                select settings ->> '$.prompt.language'
                from evaluations
                where evaluation_id = $evaluation_id::varchar
            ),
            'c++'
        ) as in_language
),

repeats as (
    from duplicates_within((select list(load_id) from current_loads), (select in_language from run))
),

kept as (
    select
        load_id,
        native_id,
        title,
        problem_key,
        case
            when problem_key in (from asked) then null
            when io_mode = 'function' and in_language <> 'python' then 'asks for a function'
            when io_mode = 'function' and function is null
                then
                    'asks for a function, and '
                    || coalesce(extra ->> '$.why_not_judged', 'was loaded before functions could be judged')
            when io_mode = 'file' then 'reads or writes files'
            when test_case_count = 0 then 'no test cases'
            when trust = 'quarantined' then 'tests not trusted'
            when repeats.duplicate_of is not null then 'repeats another problem'
            when exists (from choices_here) and problem_key not in (from chosen)
                then 'left out by corpus.only'
            when $evaluation_id::varchar is not null then 'left out by settings of the evaluation'
        end as why_not,
        repeats.duplicate_of
    from loaded_problems
    join current_problems using (problem_key)
    left join repeats using (problem_key)
    cross join run
),

every_row as (
    select * from kept
    union all by name
    select load_id, native_id, 'refused: ' || reason as why_not, excerpt from rejects
)

select
    loads.dataset,
    loads.config,
    loads.split,
    every_row.native_id,
    every_row.title,
    why_not is null as asked,
    why_not,
    case
        when why_not = 'repeats another problem'
            then concat_ws(' ', stays.dataset, stays.config, stays.split, stays.native_id)
        else excerpt
    end as because_of,
    count(*) over (partition by load_id, why_not) as alike,
    loads.rows_read,
    every_row.problem_key,
    load_id
from every_row
join current_loads as loads using (load_id)
left join problems as stays on stays.problem_key = every_row.duplicate_of
where
    loads.split = coalesce($split::varchar, 'test')
    and loads.dataset = coalesce($dataset::varchar, loads.dataset)
    and loads.config = coalesce($config::varchar, loads.config)
order by
    loads.dataset, loads.config, loads.origin, asked, why_not, every_row.native_id,
    every_row.problem_key;
