-- A problem may be meant for programs of one C++ standard. Null: as judge.standard says.
alter table problems add column standard varchar;
