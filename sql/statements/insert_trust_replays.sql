-- Replays: the same one made twice is one row.
insert or replace into trust_replays by name select * from incoming;
