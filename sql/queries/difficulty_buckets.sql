-- A row is one difficulty bucket of one dataset: by prior, by measure, and its usable problems by split.
select * from difficulty_buckets;
