-- Whether a C++ program names a function or a stream that reads. Null for no program.
create or replace macro does_read(source) as regexp_matches(
    source, '\b(cin|v?f?scanf|getline|getc|getchar\w*|f?gets|fgetc|f?read|[iw]?fstream|istream\w*)\b'
);
