"""What a flow's run is called where another flow starts it: what it does, not two random words."""

from collections.abc import Callable

from prefect.runtime import flow_run


def as_part(template: str) -> Callable[[], str]:
    """Name a flow's runs by `template`, formatted with its parameters, as parts of another flow.

    A run of its own keeps the name that whoever asked for it gave it.
    """

    def name() -> str:
        if flow_run.parent_flow_run_id is None:
            return flow_run.name
        return template.format(**flow_run.parameters)

    return name
