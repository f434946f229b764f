-- A row is the checkpoint a finished training on one base model, loaded the same way, hands on; newest training first.
select * exclude (status, started_at, settings)
from best_checkpoints
where
    status = 'finished'
    and base_fingerprint = $base_fingerprint
    and settings->>'$.model.quantization' = $quantization
    and settings->>'$.model.dtype' = $dtype
order by started_at desc;
