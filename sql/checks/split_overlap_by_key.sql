-- A row here is a problem both trained on and held out: one native id and title, whatever the statements say. A title
-- that is only how the statement begins, for want of another, tells nothing beyond the statements.
select
    trainable.dataset,
    trainable.config,
    trainable.native_id,
    trainable.title,
    trainable.problem_key,
    other.problem_key as held_out_problem_key,
    other.split as held_out_split,
    'leave one of the two splits out of corpus.sources, or pin a revision in which they are disjoint'
        as remedy
from trainable_problems as trainable
join usable_problems as other
    on
        other.dataset = trainable.dataset
        and other.config = trainable.config
        and other.native_id = trainable.native_id
        and other.title = trainable.title
where
    other.split in ('valid', 'test')
    and (
        trainable.statement = other.statement
        or not starts_with(ltrim(trainable.statement, ' #*' || chr(10)), trainable.title)
    );
