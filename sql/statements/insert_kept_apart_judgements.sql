-- Rollouts judged on the test cases kept apart; one that is judged again replaces itself.
insert or replace into kept_apart_judgements by name select * from incoming;
