-- A row is one finished evaluation: the share of its completions that compiled, or held code.
create or replace view compile_rate as
select
    labelled.policy,
    judged.evaluation_id,
    count(*) as completions,
    count(*) filter (verdict <> 'NC') as with_code,
    count(*) filter (compiled) as compiled,
    avg((verdict <> 'NC')::double) as code_rate,
    avg(compiled::double) as compile_rate
from judged_completions as judged
join labelled_evaluations as labelled using (evaluation_id)
where labelled.status = 'finished'
group by labelled.policy, judged.evaluation_id
order by compile_rate desc, judged.evaluation_id;

comment on column compile_rate.evaluation_id is 'The evaluation: a key of evaluations.';
comment on column compile_rate.completions is 'Number of completions.';
comment on column compile_rate.with_code is 'Number of completions that held an answer to judge.';
comment on column compile_rate.compiled is 'Number of completions that compiled.';
comment on column compile_rate.code_rate is 'Share, from 0 to 1, of completions that held an answer to judge.';
comment on column compile_rate.compile_rate is 'Share, from 0 to 1, of completions that compiled.';
