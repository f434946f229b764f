-- A renamed file does not make a second list of the same version.
insert into code_files by name
select * from incoming
where code_version not in (select code_version from code_files);
