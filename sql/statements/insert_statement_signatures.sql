-- Signatures of statements, together with the pairs they are found in.
insert or replace into statement_signatures by name select * from incoming;
