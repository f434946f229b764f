-- A row puts one problem of one evaluation into one slice: "all", or by its dataset, bucket, io_mode, or
-- contest_window (the year of its contest; "undated" where none is known).
create or replace view evaluation_slices as
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
        ],
        recursive := true
    )
from problem_rates;

comment on column evaluation_slices.slice_by is
    'What the slice is made by: all, dataset, bucket, io_mode or contest_window.';
comment on column evaluation_slices.slice is 'Name of the slice, such as hard or 2023.';
