-- A row is a hub repository at a commit, or a folder with its contents' hash, that a load came from.
select distinct origin, revision
from dataset_loads
order by origin, revision;
