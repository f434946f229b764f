-- Signatures of another version cannot be compared with today's.
delete from statement_signatures where version <> $version;
