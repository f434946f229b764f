"""Work that was found instead of done, as Prefect shows it: a final state named Cached."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Protocol, TypeVar

from prefect import task
from prefect.client.schemas.objects import State
from prefect.states import Completed

from tinylora.display import age


class Stored(Protocol):
    """What a stage hands back of work that it stored, or found stored."""

    @property
    def name(self) -> str:
        """What was stored, with its id."""

    @property
    def reused(self) -> bool:
        """Whether it was found."""

    @property
    def made_at(self) -> datetime:
        """When it was made."""


S = TypeVar("S", bound=Stored)


def cached_if_reused(done: S) -> S | State[S]:
    """Return `done`, in a state named Cached where it was found and not done.

    For the end of a flow: Prefect ends the run in that state, and hands the caller what it holds.
    """
    if not done.reused:
        return done
    ago = age(datetime.now(UTC) - done.made_at)
    return Completed(name="Cached", message=f"{done.name}, made {ago} ago", data=done)


def reusing_task(**options: Any) -> Callable[[Callable[..., S]], Callable[..., Any]]:
    """Make a task, with Prefect's `options`, that ends in Cached where its work was found.

    Prefect gives the caller of a task the state that the task returned. The caller of this one gets
    what it holds; or the state, as of any task, with `return_state=True`.
    """

    def make(work: Callable[..., S]) -> Callable[..., Any]:
        @task(**options)
        @wraps(work)
        def run(*args: Any, **kwargs: Any) -> S | State[S]:
            return cached_if_reused(work(*args, **kwargs))

        @wraps(work)
        def call(*args: Any, return_state: bool = False, **kwargs: Any) -> Any:
            state = run(*args, return_state=True, **kwargs)
            return state if return_state else state.result()

        return call

    return make
