-- A row is a checkpoint's file, its path below the home folder.
select checkpoint_id, path, sha256
from checkpoints
order by path, checkpoint_id;
