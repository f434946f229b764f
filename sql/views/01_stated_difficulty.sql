-- A row is a problem: where it was set and how hard it is, in the words of its source. corpus.only chooses by it.
create or replace view stated_difficulty as
select
    problem_key,
    coalesce(
        upper(extra ->> '$.source'),
        upper(extra ->> '$.platform'),
        case when dataset = 'luogu_dpo' then 'LUOGU' end
    ) as platform,
    upper(
        coalesce(
            nullif(regexp_extract(extra ->> '$.cf_index', '^[A-Za-z]'), ''),
            case when regexp_full_match(native_difficulty, '[A-Za-z]') then native_difficulty end
        )
    ) as letter,
    cf_rating as rating,
    case when regexp_full_match(native_difficulty, '[A-Za-z]{2,}') then upper(native_difficulty) end
        as word
from problems;

comment on column stated_difficulty.platform is
    'Judge or contest series that the problem was set on, in capitals: CODEFORCES, ATCODER, LUOGU. Null means that the source does not say.';
comment on column stated_difficulty.letter is
    'Place of the problem in its contest, A to V; of an index such as B2 the letter. Null means that the source gives none.';
comment on column stated_difficulty.rating is
    'Difficulty on the scale of Codeforces as the source states it. Null means that it states none.';
comment on column stated_difficulty.word is
    'Difficulty in a word of the source, in capitals, such as EASY. Null means that it gives none.';
