-- A problem may be answered by a function that is called. Null: it reads standard input, or it cannot be judged.
alter table problems add column function varchar;
