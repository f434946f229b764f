"""Run `prefect COMMAND`: `python -m tasks.local.prefect_command [--after PIPE] COMMAND …`.

What it imports, which takes seconds, it imports without Python's collector, which would look at all
of it again and again. With --after, it begins when the other end of that pipe is closed, and has
imported by then. Whoever starts it holds the other end of its stdin. That end closes when the
starter is gone, however it went, and by SIGKILL, too; then the command ends with all that it had
started.
"""

import gc
import importlib
import os
import sys

IMPORTS = {
    "server": ("prefect.cli.server", "prefect.server.api.server"),
    "worker": ("prefect.cli.worker", "prefect.workers.process"),
}


def main(words: list[str]) -> None:
    """Become the command."""
    from tinylora.jobs import end_with_parent

    end_with_parent(_end)
    pipes, command = ([int(words[1])], words[2:]) if words[0] == "--after" else ([], words)
    gc.disable()
    app = importlib.import_module("prefect.cli").app
    for module in IMPORTS.get(command[0], ()):
        importlib.import_module(module)
    gc.freeze()  # nothing of it is ever free
    gc.enable()
    for pipe in pipes:
        os.read(pipe, 1)
    sys.argv = ["prefect", *command]
    app()


def _end() -> None:
    from tasks.local.local_stack import stop_tree

    stop_tree(os.getpid())


if __name__ == "__main__":
    main(sys.argv[1:])
