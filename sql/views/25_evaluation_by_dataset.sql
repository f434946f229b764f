-- A row is one dataset within one finished evaluation; rates are means over its problems.
create or replace view evaluation_by_dataset as
select * exclude (slice_by) rename (slice as dataset)
from evaluation_by_slice
where slice_by = 'dataset';

comment on column evaluation_by_dataset.dataset is 'Name of the dataset that the problems come from.';
