-- A row is one problem in one language under one choice of a smaller and a larger base model: easy where the smaller
-- solves it, medium where only the larger does, hard where neither; null where that is not measured. large_model
-- null means that the smaller stands alone: then easy is all there is to tell.
create or replace view capability_tiers as
with models as (
    select distinct base_model, base_fingerprint from measured_difficulty
),

choices as (
    select
        small.base_model as small_model,
        small.base_fingerprint as small_fingerprint,
        large.base_model as large_model,
        large.base_fingerprint as large_fingerprint
    from models as small
    join models as large on large <> small
    union all
    select base_model, base_fingerprint, null, null from models
)

select
    small.problem_key,
    small.answer_language,
    choices.small_model,
    choices.small_fingerprint,
    choices.large_model,
    choices.large_fingerprint,
    case
        when small.solves then 'easy'
        when not small.solves and large.solves then 'medium'
        when not small.solves and not large.solves then 'hard'
    end as tier,
    small.pass_rate as small_pass_rate,
    large.pass_rate as large_pass_rate,
    small.completions as small_completions,
    large.completions as large_completions
from choices
join measured_difficulty as small
    on small.base_model = choices.small_model and small.base_fingerprint = choices.small_fingerprint
left join measured_difficulty as large
    on
        large.problem_key = small.problem_key
        and large.answer_language = small.answer_language
        and large.base_model = choices.large_model
        and large.base_fingerprint = choices.large_fingerprint;

comment on column capability_tiers.problem_key is 'The problem: a key of problems.';
comment on column capability_tiers.small_model is 'Name of the smaller base model.';
comment on column capability_tiers.small_fingerprint is
    'Weights of the smaller base model: see base_fingerprint of evaluations.';
comment on column capability_tiers.large_model is
    'Name of the larger base model. Null means that the smaller one stands alone.';
comment on column capability_tiers.large_fingerprint is
    'Weights of the larger base model. Null means that the smaller one stands alone.';
comment on column capability_tiers.tier is
    'Difficulty under this choice of models: easy, medium or hard. Null means that it was not measured.';
comment on column capability_tiers.small_pass_rate is
    'Share, from 0 to 1, of completions of the smaller model that passed.';
comment on column capability_tiers.large_pass_rate is
    'Share, from 0 to 1, of completions of the larger model that passed. Null means that it was not measured.';
comment on column capability_tiers.small_completions is 'Number of completions of the smaller model.';
comment on column capability_tiers.large_completions is
    'Number of completions of the larger model. Null means that it was not measured.';
