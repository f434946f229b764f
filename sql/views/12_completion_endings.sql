-- A row is one judged completion of an evaluation, and how it ended: one of eight endings, of which two are right
-- (the macro ending_of says which is which).
create or replace view completion_endings as
with asked as (
    select
        problem_key,
        bool_or(regexp_matches(input, '\S')) as has_input
    from test_cases
    group by problem_key
)

select
    judged.completion_id,
    judged.evaluation_id,
    judged.problem_key,
    judged.sample,
    ending_of(
        judged.verdict, judged.finish_reason, judged.source, asked.has_input and judged.answer_language = 'c++'
    ) as ending,
    if(judged.answer_language = 'c++', does_read(judged.source), null) as reads_input,
    case
        when judged.verdict = 'CE'
            then
                regexp_replace(
                    regexp_extract(judged.first_failure ->> '$.message', '^(?:[^\n]*?error: )?([^\n]*)', 1),
                    '[‘''`][^‘’''`]*[’'']', '''…''', 'g'
                )
    end as compiler_message
from judged_completions as judged
left join asked using (problem_key)
where judged.evaluation_id is not null;

comment on column completion_endings.evaluation_id is 'The evaluation: a key of evaluations.';
comment on column completion_endings.ending is
    'How it ended: right, right by hard-coding, wrong answer, crashes, too slow, does not compile, no code or cut off.';
comment on column completion_endings.reads_input is
    'Whether the program names a function or a stream that reads. Null means that there was no C++ program.';
comment on column completion_endings.compiler_message is
    'First line of what g++ said, without the names in it. Null means that it did not refuse the program.';
