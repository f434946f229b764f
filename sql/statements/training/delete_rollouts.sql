-- Rollouts of an earlier attempt at a step that another attempt did not roll out.
delete from completions
where run_id = $run_id and step = $step and not list_contains($completion_ids, completion_id);
