-- An adapter may train millions of numbers (an ordinary LoRA does). Over 4,096 they are in the checkpoint's file alone.
alter table checkpoints alter column v drop not null;
