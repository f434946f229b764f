-- How a judged completion ended: one of eight endings, of which two are right. Right by hard-coding passes every test
-- case and never reads its input, where it is a C++ program and has one to read (has_input). Cut off reached the
-- token limit before there was a program that compiles. A program that needs too much memory crashes.
create or replace macro ending_of(verdict, finish_reason, source, has_input) as case
    when verdict = 'AC' and has_input and not does_read(source) then 'right by hard-coding'
    when verdict = 'AC' then 'right'
    when finish_reason = 'length' and not compiled(verdict) then 'cut off'
    when verdict = 'NC' then 'no code'
    when verdict = 'CE' then 'does not compile'
    when verdict in ('RE', 'MLE') then 'crashes'
    when verdict = 'TLE' then 'too slow'
    else 'wrong answer'
end;
