-- The given problems' trust: quarantined by the replay that counts, which is the one asked for last; else what
-- the source's tests earn by themselves; else what the replay says.
update problems
set trust = case when replayed = 'quarantined' then replayed else coalesce(stated_trust, replayed) end
from (
    select incoming.problem_key as this_key, trust_replays.trust as replayed
    from incoming
    left join trust_replays using (problem_key)
    qualify row_number() over (
        partition by incoming.problem_key order by trust_replays.used_at desc nulls last, replay_id
    ) = 1
)
where
    problem_key = this_key
    and trust is distinct from
        case when replayed = 'quarantined' then replayed else coalesce(stated_trust, replayed) end;
