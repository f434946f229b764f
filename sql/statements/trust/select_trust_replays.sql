-- A row is one of the given replays: what it says and why.
select replay_id, problem_key, trust, reasons
from trust_replays
where list_contains($replay_ids, replay_id)
order by problem_key;
