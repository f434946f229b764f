-- A row is one optimiser step of this run, in order: where it led, and the gradient that its own rollouts showed.
select step, v, gradient, lr
from training_steps
where run_id = $run_id
order by step;
