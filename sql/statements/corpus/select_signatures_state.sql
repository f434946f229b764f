-- A row (the only one) changes whenever a signature is stored, deleted or made anew.
select count(*) as problems, bit_xor(hash(problem_key, version)) as digest from statement_signatures;
