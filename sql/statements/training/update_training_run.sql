-- How a training stands.
update training_runs
set
    status = $status,
    finished_at = case when $status = 'running' then null else current_timestamp end,
    seconds = coalesce(seconds, 0) + $seconds,
    flow_run_id = coalesce($flow_run_id, flow_run_id)
where run_id = $run_id;
