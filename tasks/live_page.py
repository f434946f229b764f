"""A page that is rewritten while a task works: one Markdown artifact of the flow's run."""

import time
from collections.abc import Callable

import httpx
from prefect import get_client, get_run_logger
from prefect.artifacts import ArtifactUpdate, create_markdown_artifact
from prefect.exceptions import PrefectException

from tinylora.errors import WarehouseBusy

EVERY_S = 10.0
"""Between two versions, unless one is asked for at once."""


class LivePage:
    """Made at the first `show`, and changed in place at the later ones.

    What goes wrong here is logged and costs the page a version, never the task its work.

    Args:
        key: of the artifact, lower case and dashes.
        make: given what `show` is given, the page's Markdown.
    """

    def __init__(self, key: str, make: Callable[[str], str]) -> None:
        self._key, self._make = key, make
        self._artifact = None
        self._last = -EVERY_S

    def show(self, of: str, at_once: bool = False) -> None:
        """Show the page of `of` as it is now, unless it was shown a moment ago."""
        if not at_once and time.monotonic() - self._last < EVERY_S:
            return
        self._last = time.monotonic()
        try:
            self._put(self._make(of), f"{self._key} {of}")
        except (httpx.HTTPError, PrefectException, WarehouseBusy) as error:
            get_run_logger().warning(f"the page of {self._key} {of} could not be shown: {error}")

    def _put(self, page: str, description: str) -> None:
        if self._artifact is None:
            self._artifact = create_markdown_artifact(page, self._key, description)
        else:
            with get_client(sync_client=True) as client:
                client.update_artifact(self._artifact, ArtifactUpdate(data=page))
