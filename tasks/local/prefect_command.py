"""Run `prefect COMMAND`: `python -m tasks.local.prefect_command [--after PIPE] COMMAND …`.

What it imports, which takes seconds, it imports without Python's collector, which would look at all
of it again and again. With --after, it begins when the other end of that pipe is closed, and has
imported by then. It ends, with all that it had started, when the other end of its stdin is closed.
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
    """Become the command; whoever started this ends it."""
    from tinylora.jobs import end_with_parent

    end_with_parent(_end)
    pipes, command = split(words)
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


def split(words: list[str]) -> tuple[list[int], list[str]]:
    """Return the pipe that is waited for, if there is one, and the command."""
    return ([int(words[1])], words[2:]) if words[0] == "--after" else ([], words)


if __name__ == "__main__":
    main(sys.argv[1:])
