-- Replays that are asked for again become the ones that count for their problems.
update trust_replays set used_at = current_timestamp where replay_id in (select replay_id from incoming);
