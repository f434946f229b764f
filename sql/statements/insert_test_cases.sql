-- Test cases, whole, of problems whose old ones are deleted.
insert into test_cases by name select * from incoming;
