-- Some of a source's own solutions of problems whose old ones are deleted.
insert into solutions by name select * from incoming;
