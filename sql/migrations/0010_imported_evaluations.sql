-- Completions that another program sampled are evaluated too, under a name, and less is known of them.
alter table evaluations add column imported_as varchar;  -- the policy's name; null: the base model, or a checkpoint of ours
alter table evaluations alter column seed drop not null;
alter table completions alter column seed drop not null;
alter table completions alter column tokens drop not null;
alter table completions alter column finish_reason drop not null;
