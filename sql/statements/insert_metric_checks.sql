-- What became of metrics; one that is looked at again keeps its first row.
insert or ignore into metric_checks by name select * from incoming;
