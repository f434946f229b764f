"""One run of one deployment, followed to its end: whose worker runs it, its log, how it ended."""

import asyncio
import secrets
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from typing import Any

from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.utilities.schema_tools import ValidationError, validate
from pydantic import TypeAdapter

from tasks.local import flow_log, local_stack
from tinylora.errors import SettingsError, StackFault
from tinylora.overrides import Overrides

PICKED_UP_WITHIN_S = 30.0
"""A worker that the server thinks alive may be dead: after this long a new one is started."""


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

    def run(
        self, parameters: dict[str, Any], wait_for_worker: Callable[[], None]
    ) -> tuple[int, str | None]:
        """Run the deployment to its end, with those of its parameters that are not empty.

        The run is asked for before the worker is waited for: the first look of a worker that has
        just come up then finds it, and the later ones are seconds apart.

        Returns:
            0 where it completed and 1 where it did not, and the flow run's id if there is one.

        Raises:
            StackFault: the worker does not come up; the run is cancelled.
        """
        try:
            return asyncio.run(self._run(parameters, wait_for_worker))
        except StackFault:
            asyncio.run(flow_log.cancel(self.name, ours=True))
            raise
        except KeyboardInterrupt:
            if not asyncio.run(flow_log.cancel(self.name, self._worker_is_ours)):
                self._say(f"the worker has not stopped {self.name} yet; it was told to")
            raise

    async def _run(
        self, parameters: dict[str, Any], wait_for_worker: Callable[[], None]
    ) -> tuple[int, str | None]:
        try:
            await flow_log.ask_for(self._deployment, self.name, parameters)
        except (ObjectNotFound, PrefectHTTPStatusError) as refusal:
            self.failure = _said(refusal, self._deployment)
            return 1, None
        wait_for_worker()
        ended = await self._follow()
        if ended.state.is_completed():
            return 0, str(ended.id)
        self.failure = flow_log.final_message(ended)
        return 1, str(ended.id)

    def _start_worker(self) -> Callable[[], None]:
        self._worker_is_ours = True
        return self._stack.enter_context(local_stack.worker(self._env))

    async def _follow(self) -> FlowRun:
        following = asyncio.create_task(flow_log.follow(self.name, self._show))
        late = time.monotonic() + PICKED_UP_WITHIN_S
        while not following.done():
            await asyncio.wait([following], timeout=1.0)
            waits = time.monotonic() > late and not self._worker_is_ours
            if waits and await flow_log.is_waiting(self.name):
                self._say("no worker picked the run up: starting one")
                self._start_worker()
        return following.result()


def _said(refusal: ObjectNotFound | PrefectHTTPStatusError, deployment: str) -> str:
    """Return why the server made no run."""
    if isinstance(refusal, ObjectNotFound):
        return f"there is no deployment {deployment!r}; `prefect.yaml` lists those there are"
    try:
        return str(refusal.response.json()["detail"])
    except (ValueError, KeyError):
        return str(refusal)
