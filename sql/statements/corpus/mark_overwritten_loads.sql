-- The loads that hold a problem of which the incoming one says something else. Only what a problem's key does not
-- cover can differ; what `problems` holds besides is decided here and not read.
update dataset_loads
set overwritten = true
where load_id in (
    select load_id
    from incoming
    join problems as stored using (problem_key)
    join loaded_problems using (problem_key)
    where
        (
            incoming.title, incoming.language, incoming.native_difficulty, incoming.cf_rating,
            incoming.contest_date, incoming.tags, incoming.extra::varchar, incoming.stated_trust,
            incoming.answer_language, incoming.checker, incoming.prior_rating, incoming.prior_source
        ) is distinct from (
            stored.title, stored.language, stored.native_difficulty, stored.cf_rating,
            stored.contest_date, stored.tags, stored.extra::varchar, stored.stated_trust,
            stored.answer_language, stored.checker, stored.prior_rating, stored.prior_source
        )
);
