-- What of the settings shapes which problems a load holds and how: a run takes the load made with its own.
alter table dataset_loads add column choices json;  -- what differs from the defaults; null in older rows: nothing
