"""Run `prefect COMMAND`, and end it with its starter: `python -m tasks.local.end_with_starter …`.

Whoever starts it holds the other end of its stdin. That end closes when the starter is gone,
however it went, and by SIGKILL, too; then the command ends with all that it had started. The
command watches this process in the same way.
"""

import subprocess
import sys

from tasks.local.prefect_command import split


def main(command: list[str]) -> int:
    """Return the command's exit status."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tasks.local.prefect_command", *command],
        stdin=subprocess.PIPE,
        pass_fds=split(command)[0],
    )
    from tasks.local.local_stack import stop_tree  # while the command is under way
    from tinylora.jobs import end_with_parent

    end_with_parent(lambda: stop_tree(process.pid))
    return process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
