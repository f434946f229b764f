-- What a source says of a problem's difficulty, on one scale, and what base models made of it.
-- Rows from before keep their bucket: their prior is put in the middle of it until they are read again.

alter table problems add column prior_rating integer;  -- Codeforces scale; null: nothing is known
alter table problems add column prior_source varchar;  -- rating, letter, word, contest
alter table problems add column measured_tier varchar; -- easy, medium, hard by named base models; null: not measured

update problems
set
    prior_rating
    = coalesce(cf_rating, case bucket when 'easy' then 1000 when 'medium' then 1600 when 'hard' then 2200 end);
