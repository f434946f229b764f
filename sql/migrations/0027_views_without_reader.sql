-- Views that nothing read. Their files are gone, and a warehouse that had them would answer from what they were.
drop view if exists compile_rate;
drop view if exists evaluation_by_dataset;
drop view if exists validation_problems;
