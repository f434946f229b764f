-- A row puts one problem of one evaluation into one slice: "all", or by its dataset, bucket, io_mode, or
-- contest_window (the year of its contest; "undated" where none is known); where the evaluation is not all in
-- C++, by its answer_language besides.
create or replace view evaluation_slices as
with rates as (
    select
        *,
        bool_or(answer_language <> 'c++') over (partition by evaluation_id) as has_languages
    from problem_rates
)

select
    evaluation_id,
    problem_key,
    unnest(
        [
            {'slice_by': 'all', 'slice': 'all'},
            {'slice_by': 'dataset', 'slice': dataset},
            {'slice_by': 'bucket', 'slice': bucket},
            {'slice_by': 'io_mode', 'slice': io_mode},
            {
                'slice_by': 'contest_window',
                'slice': coalesce(year(contest_date)::varchar, 'undated')
            }
        ]
        || if(has_languages, [{'slice_by': 'answer_language', 'slice': answer_language}], []),
        recursive := true
    )
from rates;

comment on column evaluation_slices.slice_by is
    'What the slice is made by: all, dataset, bucket, io_mode, contest_window or answer_language.';
comment on column evaluation_slices.slice is 'Name of the slice, such as hard or 2023.';
