-- A row is one optimiser step of this run, in order: where it led, what its own rollouts showed, its wall time.
select step, v, gradient, lr, generate_seconds + judge_seconds + update_seconds as seconds
from training_steps
where run_id = $run_id
order by step;
