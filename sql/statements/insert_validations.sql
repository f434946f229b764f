-- Validations; a repeated one replaces itself.
insert or replace into validations by name select * from incoming;
