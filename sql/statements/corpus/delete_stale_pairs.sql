-- What another version of the code found goes, all of it: half of it would say that the rest differ.
delete from near_duplicates
where exists (from statement_signatures where version <> $version);
