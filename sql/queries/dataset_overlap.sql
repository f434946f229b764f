-- A row is two splits that share problems, or one that holds look-alikes of its own: how many of the
-- first's problems repeat, word for word or nearly, one of the second's.
with signed as (
    select problem_key, dataset, config, split, concat_ws('/', dataset, config, split) as name, statement_sha
    from current_problems
    join statement_signatures using (problem_key)
),

pairs as (
    select statement_sha, statement_sha as other_sha, 1.0 as similarity, true as same
    from (select distinct statement_sha from signed)
    union all
    select statement_sha, other_sha, similarity, false from near_duplicates
)

select
    this.name as split,
    other.name as other_split,
    count(distinct this.problem_key) as look_alikes,
    count(distinct this.problem_key) filter (same) as word_for_word,
    round(
        100 * count(distinct this.problem_key)
        / (select count(*) from signed where signed.name = this.name),
        1
    ) as percent_of_split,
    arg_max(this.problem_key, similarity) as example_problem_key,
    arg_max(other.problem_key, similarity) as example_other_key
from signed as this
join pairs using (statement_sha)
join signed as other
    on other.statement_sha = pairs.other_sha and other.problem_key <> this.problem_key
where this.name <= other.name
group by this.name, other.name
order by look_alikes desc, split, other_split;
