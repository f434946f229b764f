-- A row is a statement that gave no problem in these loads, and why; prompt is null where it is not known.
-- What repeats a problem, or was left out by its day, did not fail.
select statement as prompt, reason
from rejects
where list_contains($load_ids, load_id) and reason not in ('duplicate_row', 'outside_window')
group by statement, reason, case when statement is null then (load_id, ordinal) end
order by min(list_position($load_ids, load_id)), min(ordinal);
