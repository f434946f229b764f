"""One run of one deployment, followed to its end: whose worker runs it, its log, how it ended."""

import asyncio
import os
import secrets
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from typing import Any

import httpx
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.utilities.schema_tools import ValidationError, validate
from pydantic import TypeAdapter

from tasks.local import flow_log, local_stack
from tasks.local.killed_runs import mark_crashed
from tinylora.errors import SettingsError, StackFault
from tinylora.overrides import Overrides

PICKED_UP_WITHIN_S = 30.0
"""A worker that the server thinks alive may be dead: after this long a new one is started."""
LOOK_EVERY_S = 15.0
"""Between two looks for what was killed, where no worker of ours is there to notice."""


def refuse_wrong(overrides: Overrides) -> None:
    """Hold a run's changes against what the server will hold them against, before it is started.

    Raises:
        SettingsError: a knob is unknown, or a value is of the wrong type or out of bounds.
    """
    try:
        validate(overrides, TypeAdapter(Overrides).json_schema(), raise_on_error=True)
    except ValidationError as error:
        fault = error.__cause__
        knob = "".join(f" {part}" for part in fault.absolute_path)
        raise SettingsError(f"--set{knob}: {fault.message}") from None


class OneRun:
    """A run and the processes it needs; what it starts ends with `stack`.

    Args:
        deployment: FLOW/NAME.
        env: of every Prefect process.
        stack: closed by the caller.
        say: told what happens around the run.
        show: told each line of its log.
        server: it was waited for.
        worker: of ours, if it was started already.
    """

    def __init__(
        self,
        deployment: str,
        env: dict[str, str],
        stack: ExitStack,
        say: Callable[[str], None],
        show: Callable[[datetime, int, str], None],
        server: local_stack.Process,
        worker: local_stack.Process | None = None,
    ) -> None:
        self.name = f"{deployment.split('/')[-1]}-{secrets.token_hex(4)}"
        self.failure: str | None = None
        self._deployment, self._env, self._stack = deployment, env, stack
        self._say, self._show = say, show
        self._server, self._worker = server, worker
        self._waits = False

    def find_worker(self) -> None:
        """Start a worker unless one is online.

        Raises:
            StackFault: the one that is online writes to another home (ours is held by us alone), or
                the server does not say which are.
        """
        if self._worker is not None:
            return
        online = local_stack.online_workers(self._env)
        if online is None:
            raise StackFault(
                f"the server at {self._env['PREFECT_API_URL']} does not say which workers are "
                "online, and a second one beside a first is not wanted: start the same run again"
            )
        if any(name.startswith(local_stack.WORKER) for name in online):
            raise StackFault(
                f"the server at {self._env['PREFECT_API_URL']} belongs to a `make demo` or `make "
                "run` of another TINYLORA_HOME, whose worker would write this run there: wait for "
                "it to end, or choose another port, such as TINYLORA_PORT=4201"
            )
        if online:
            self._say("using the worker that is online")
            return
        self._say("starting a worker")
        self._start_worker()

    def run(self, parameters: dict[str, Any]) -> tuple[int, str | None]:
        """Run the deployment to its end, with those of its parameters that are not empty.

        The run is asked for before the worker is waited for: the first look of a worker that has
        just come up then finds it, and the later ones are seconds apart. Earlier runs that were
        killed are marked as Crashed first.

        Returns:
            0 where it completed and 1 where it did not, and the flow run's id if there is one.

        Raises:
            StackFault: the worker does not come up, or the server is gone; the run is cancelled, as
                far as the server can be told.
        """
        try:
            return asyncio.run(self._run(parameters))
        except httpx.TransportError as error:
            raise local_stack.server_is_gone(self._env) from error
        except (httpx.HTTPStatusError, ObjectNotFound) as error:  # busy for good, or it was deleted
            self._cancel(ours=True)
            raise StackFault(
                f"the Prefect server at {self._env['PREFECT_API_URL']} no longer tells of "
                f"{self.name}: {error}; start the same run again, and it goes on where it was"
            ) from error
        except StackFault:
            self._cancel(ours=True)
            raise
        except KeyboardInterrupt:
            if not self._cancel(ours=self._worker is not None):
                self._say(f"the worker has not stopped {self.name} yet; it was told to")
            raise

    def _cancel(self, ours: bool) -> bool:
        """Cancel the run; return whether it has ended, as far as a server knows of it."""
        try:
            return asyncio.run(flow_log.cancel(self.name, ours))
        except httpx.HTTPError:
            return True

    async def _run(self, parameters: dict[str, Any]) -> tuple[int, str | None]:
        for killed in await mark_crashed():
            self._say(f"{killed} was killed; it is marked as Crashed")
        try:
            await flow_log.ask_for(self._deployment, self.name, parameters)
        except (ObjectNotFound, PrefectHTTPStatusError) as refusal:
            self.failure = _said(refusal, self._deployment)
            return 1, None
        if self._worker is not None:
            self._worker.begin()
            self._worker.wait()
        ended = await self._follow()
        if ended.state.is_completed():
            return 0, str(ended.id)
        if ended.state.is_crashed():  # its worker told of the run alone, and not of its parts
            await mark_crashed()
        self.failure = flow_log.final_message(ended)
        if self._worker is not None and self._worker.has_ended():
            self.failure = (
                f"the worker is gone (its log is {local_stack.log_of('worker')}): start the same "
                "run again, and it goes on where it was"
            )
        return 1, str(ended.id)

    def _start_worker(self) -> None:
        self._worker = self._stack.enter_context(local_stack.worker(self._env))

    async def _follow(self) -> FlowRun:
        following = asyncio.create_task(flow_log.follow(self.name, self._show))
        look = time.monotonic() + PICKED_UP_WITHIN_S
        while not following.done():
            await asyncio.wait([following], timeout=1.0)
            if self._server.has_ended():
                raise local_stack.server_is_gone(self._env)
            if time.monotonic() > look and (self._worker is None or self._worker.has_ended()):
                await self._do_without_worker()
                look = time.monotonic() + LOOK_EVERY_S
        return following.result()

    async def _do_without_worker(self) -> None:
        """Start a worker where the run waits for one; else see whether the run is still there.

        A worker that is online has its hands full, and may be the only one that may use the GPU.
        """
        ended = f"{local_stack.WORKER}{os.getpid()}"  # ours; the server may not have noticed yet
        online = local_stack.online_workers(self._env)
        if not await flow_log.is_waiting(self.name):
            await mark_crashed()
        elif online is not None and not set(online) - {ended}:
            self._say("no worker picked the run up: starting one")
            self._start_worker()
            self._worker.begin()
        elif online and not self._waits:
            self._say("the worker that is online has not taken the run yet: waiting for it")
            self._waits = True


def _said(refusal: ObjectNotFound | PrefectHTTPStatusError, deployment: str) -> str:
    """Return why the server made no run."""
    if isinstance(refusal, ObjectNotFound):
        return f"there is no deployment {deployment!r}; `prefect.yaml` lists those there are"
    try:
        return str(refusal.response.json()["detail"])
    except (ValueError, KeyError):
        return str(refusal)
