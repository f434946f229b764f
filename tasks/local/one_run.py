"""One run of one deployment, followed to its end: whose worker runs it, its log, how it ended."""

import asyncio
import json
import secrets
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from tasks.local import flow_log, local_stack

PICKED_UP_WITHIN_S = 30.0
"""A worker that the server thinks alive may be dead: after this long a new one is started."""


class OneRun:
    """A run and the processes it needs; what it starts ends with `stack`.

    Args:
        deployment: FLOW/NAME.
        env: of every Prefect process.
        stack: closed by the caller.
        say: told what happens around the run.
        show: told each line of its log.
    """

    def __init__(
        self,
        deployment: str,
        env: dict[str, str],
        stack: ExitStack,
        say: Callable[[str], None],
        show: Callable[[datetime, int, str], None],
    ) -> None:
        self.name = f"{deployment.split('/')[-1]}-{secrets.token_hex(4)}"
        self.failure: str | None = None
        self._deployment, self._env, self._stack = deployment, env, stack
        self._say, self._show = say, show
        self._worker_is_ours = False

    def find_worker(self) -> Callable[[], None]:
        """Start a worker unless one is online; return a call that waits until it is up."""
        if local_stack.online_workers(self._env):
            self._say("using the worker that is online")
            return lambda: None
        self._say("starting a worker")
        return self._start_worker()

    def run(self, parameters: dict[str, Any]) -> tuple[int, str | None]:
        """Run the deployment to its end, with those of its parameters that are not empty.

        Returns:
            The status of `prefect deployment run --watch`, and the flow run's id if there is one.
        """
        command = ["deployment", "run", self._deployment, "--watch"]
        command += ["--flow-run-name", self.name]
        for name, value in parameters.items():
            if value:
                command += ["--param", f"{name}={json.dumps(value)}"]
        watching = local_stack.background(command, self._env, "run")
        process, log = self._stack.enter_context(watching)
        try:
            flow_run_id = asyncio.run(self._follow(process))
        except KeyboardInterrupt:
            if not asyncio.run(flow_log.cancel(self.name, self._worker_is_ours)):
                self._say(f"the worker has not stopped {self.name} yet; it was told to")
            raise
        status = process.wait()
        if status:
            self.failure = asyncio.run(flow_log.final_message(self.name)) or _tail(log)
        return status, flow_run_id

    def _start_worker(self) -> Callable[[], None]:
        self._worker_is_ours = True
        return self._stack.enter_context(local_stack.worker(self._env))

    async def _follow(self, process: subprocess.Popen[bytes]) -> str | None:
        following = asyncio.create_task(flow_log.follow(self.name, self._show))
        late = time.monotonic() + PICKED_UP_WITHIN_S
        while not following.done():
            await asyncio.wait([following], timeout=1.0)
            if process.poll() not in (None, 0) and not following.done():
                await asyncio.sleep(3 * flow_log.POLL_S)  # let the last lines arrive
                following.cancel()
                return None
            waits = time.monotonic() > late and not self._worker_is_ours
            if waits and await flow_log.is_waiting(self.name):
                self._say("no worker picked the run up: starting one")
                self._start_worker()
        return str(following.result().id)


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").strip().splitlines()[-8:])
