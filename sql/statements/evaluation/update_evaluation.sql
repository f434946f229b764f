-- How an evaluation stands.
update evaluations
set status = $status,
    finished_at = case when $status = 'finished' then current_timestamp end,
    seconds = coalesce(seconds, 0) + $seconds,
    flow_run_id = coalesce($flow_run_id, flow_run_id)
where evaluation_id = $evaluation_id;
