"""`make ui`: Prefect's server in the foreground, over the database of this checkout's runs."""

import os
import sys
from urllib.parse import urlsplit

from tasks.local.local_stack import answers, environment
from tinylora.errors import StackFault


def main() -> None:
    """Become `prefect server start`; Ctrl-C ends it."""
    try:
        env = environment()
    except StackFault as error:
        sys.exit(f"tinylora: {error}")
    port = urlsplit(env["PREFECT_API_URL"]).port or 4200
    if answers(env["PREFECT_API_URL"]):
        sys.exit(f"a Prefect server answers already: open http://127.0.0.1:{port}")
    command = ["server", "start", "--host", "127.0.0.1", "--port", str(port)]
    os.execve(sys.executable, [sys.executable, "-m", "prefect", *command], env)


if __name__ == "__main__":
    main()
