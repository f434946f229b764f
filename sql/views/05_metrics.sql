-- A row is one registered metric (tinylora/evaluation/statistics/metrics.py): what it says, its column in the views
-- that have one for each metric, and what is done with it. place: the order people read them in.
create or replace view metrics as
select *
from (
    values
    {% for metric in metrics %}
    (
        {{ loop.index }},
        {{ metric.name | literal }},
        {{ metric.column | literal }},
        {{ metric.says | literal }},
        {{ metric.better | literal }},
        {{ metric.tested | literal }},
        {{ metric.alarms | literal }},
        {{ metric.chooses | literal }}
    ){{ "," if not loop.last }}
    {% endfor %}
) as registered (place, metric, column_name, says, better, tested, alarms, chooses);

comment on column metrics.place is 'Place in the order that people read them in, from 1.';
comment on column metrics.metric is 'Name of the metric, as people read it.';
comment on column metrics.column_name is
    'Name of its column in the views that have one for each metric. In leaderboard, evaluation_by_slice and evaluation_by_bucket pass_rate is called pass_at_1.';
comment on column metrics.says is 'What the metric is, in one sentence.';
comment on column metrics.better is
    'Which way a policy improves: higher or lower. Null means that neither can be said.';
comment on column metrics.tested is 'Whether policies are compared by it with a p-value.';
comment on column metrics.alarms is 'Whether a policy that got worse by it raises an alarm.';
comment on column metrics.chooses is 'Whether training.validation_metric may name it.';
