-- A row says how many problems of the current loads repeat another.
select count(*) as problems from current_problems where duplicate_of is not null;
