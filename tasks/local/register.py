"""`prefect deploy --all`, with the form of every knob made once for each flow.

Prefect makes it twice for each deployment, a second of CPU time each, and many deployments share
a flow. What is stored is the same.
"""

import sys
from functools import cache

from prefect.cli import app
from prefect.cli.deploy import _core
from prefect.deployments import runner
from prefect.utilities.callables import parameter_schema


def main() -> None:
    """Register every deployment of prefect.yaml; the status is Prefect's."""
    once = cache(parameter_schema)
    for module in (_core, runner):
        if hasattr(module, "parameter_schema"):  # another Prefect may make it elsewhere: slower
            module.parameter_schema = once
    sys.argv = ["prefect", "--no-prompt", "deploy", "--all"]
    app()


if __name__ == "__main__":
    main()
