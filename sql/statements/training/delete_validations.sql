-- Validations in doubt.
delete from validations where run_id = $run_id and list_contains($steps, step);
