-- Pairs of statements that are nearly the same, from both sides.
insert or replace into near_duplicates by name select * from incoming;
