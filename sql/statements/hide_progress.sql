-- DuckDB would draw a progress bar on stdout, into whatever a long question answers there.
set enable_progress_bar = false;
