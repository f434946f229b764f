-- A row here is a problem whose trust is not what its source and the replay that counts give it.
with counting as (
    select problem_key, trust
    from trust_replays
    qualify row_number() over (partition by problem_key order by used_at desc, replay_id) = 1
),

earned as (
    select
        problems.problem_key,
        problems.trust as found,
        case
            when counting.trust = 'quarantined' then counting.trust
            else coalesce(problems.stated_trust, counting.trust)
        end as expected
    from problems
    left join counting using (problem_key)
)

select *
from earned
where found is distinct from expected;
