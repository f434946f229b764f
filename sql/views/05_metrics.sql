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
