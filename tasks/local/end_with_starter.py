"""Run `prefect COMMAND`, and end it with its starter: `python -m tasks.local.end_with_starter …`.

Whoever starts it holds the other end of its stdin. That end closes when the starter is gone,
however it went, and by SIGKILL, too; then the command ends with all that it had started.
"""

import os
import subprocess
import sys
import threading

from tasks.local.local_stack import stop_tree


def main(command: list[str]) -> int:
    """Return the command's exit status."""
    process = subprocess.Popen(
        [sys.executable, "-m", "prefect", *command], stdin=subprocess.DEVNULL
    )

    def watch() -> None:
        while os.read(0, 1):
            pass
        stop_tree(process.pid)

    threading.Thread(target=watch, daemon=True).start()
    return process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
