-- A load that is asked for again becomes the current one of its split.
update dataset_loads set used_at = current_timestamp where load_id = $load_id;
