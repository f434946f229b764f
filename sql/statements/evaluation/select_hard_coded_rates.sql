-- A row is a finished evaluation and the mean over its problems of the share solved by hard-coding at most.
select evaluation_id, hard_coded_rate
from evaluation_by_slice
where slice_by = 'all' and list_contains($evaluation_ids, evaluation_id);
