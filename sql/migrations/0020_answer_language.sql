-- What an answer to a problem is written in decides who judges it. Null in rows that are older: they ask for C++.
alter table problems add column answer_language varchar;  -- a name in tinylora/judge/languages/registry.py
