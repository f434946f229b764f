-- Whether a submission with this verdict was a program that could be run: CE did not compile, NC held no source in the
-- language asked for.
create or replace macro compiled(verdict) as verdict not in ('CE', 'NC');
