-- Problems of which not all these solutions are stored give up those that are; one that is now said to be wrong, or
-- right, is another. A smaller choice is the beginning of a larger one, so a load that keeps fewer takes nothing from
-- a load that kept more.
delete from solutions
where problem_key in (
    select incoming.problem_key from incoming anti join solutions using (problem_key, sha256, correct)
);
