-- A row is one difficulty bucket and the prior ratings it holds, on the Codeforces scale.
create or replace view cut_points as
select *
from (
    values
    ('easy', -1_000_000, 1300),
    ('medium', 1300, 1900),
    ('hard', 1900, 1_000_000)
) as cuts (bucket, at_least, below);

comment on column cut_points.bucket is 'Name of the bucket: easy, medium or hard.';
comment on column cut_points.at_least is 'Lowest prior rating that the bucket holds, on the scale of Codeforces.';
comment on column cut_points.below is 'Prior rating at which the bucket ends, on the scale of Codeforces.';
