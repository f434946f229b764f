-- Whose the weights of the base model are, as model.origin said it: a name may be no more than that of a file's part.
alter table evaluations add column base_model_origin varchar;
