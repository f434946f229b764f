-- A row is a file of one code version.
select file, digest from code_files where code_version = $code_version order by file;
