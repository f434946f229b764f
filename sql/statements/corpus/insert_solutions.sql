-- Some of a source's own solutions, for problems that have none.
insert into solutions by name
select incoming.* from incoming anti join solutions using (problem_key);
