-- A row is the whole of one finished evaluation: every metric, all its problems.
select * from evaluation_by_slice where slice_by = 'all' and evaluation_id = $evaluation_id;
