-- Whether a C++ program names a function or a stream that reads. Null for no program.
create or replace macro does_read(source) as regexp_matches(
    source, '\b(w?cin|v?f?scanf|getline|getchar\w*|(?:f?gets|f?getc|f?read)(?:_unlocked)?|mmap|[iw]?fstream|istream\w*)\b'
);
