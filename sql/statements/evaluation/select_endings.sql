-- A row is how one completion of the evaluation $evaluation_id ended, by problem and sample.
select problem_key, sample, ending, reads_input, compiler_message
from completion_endings
where evaluation_id = $evaluation_id
order by problem_key, sample;
