-- A row is the whole of one of the given evaluations that are finished: every metric, all its problems.
select * from evaluation_by_slice where slice_by = 'all' and list_contains($evaluation_ids, evaluation_id);
