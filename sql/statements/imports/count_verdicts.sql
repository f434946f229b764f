-- A row is one verdict of one evaluation, and how many of its completions got it.
select verdict, count(*) as completions
from judged_completions
where evaluation_id = $evaluation_id
group by verdict
order by completions desc, verdict;
