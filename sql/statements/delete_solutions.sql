-- A problem that is read again gives up its old solutions.
delete from solutions where problem_key in (select problem_key from incoming);
