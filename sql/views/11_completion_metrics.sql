-- A row is one judged completion, with a column for each registered metric: that metric of this completion.
create or replace view completion_metrics as
select
    judged_completions.*,
    {% for metric in metrics %}
    ({{ metric.sql }})::double as {{ metric.column }}{{ "," if not loop.last }}
    {% endfor %}
from judged_completions;

{% for metric in metrics %}
comment on column completion_metrics.{{ metric.column }} is
    {{ ("The metric " ~ metric.name ~ " of this completion, from 0 to 1. " ~ metric.says) | literal }};
{% endfor %}
