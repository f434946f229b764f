-- A problem that two loads hold says what the later one read. The earlier one is then read again when it is asked for.
alter table dataset_loads add column overwritten boolean; -- a later load wrote other values; null: none did
