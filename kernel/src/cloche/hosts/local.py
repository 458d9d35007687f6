"""A person's own Python as the ground of one run, in the terminal or for an export."""

from __future__ import annotations

import time
from collections.abc import Sequence

from cloche.protocol import CellId
from cloche.runtime.host import Host


class LocalHost(Host):
    """What is installed is all there is, and nobody listens after the run."""

    def now(self) -> float:
        return time.perf_counter() * 1000

    async def ensure_modules(self, names: Sequence[str], cell: CellId) -> str:
        """Nothing is installed here: that is the reader's own Python."""
        return ""

    def wake(self) -> None:
        """State that is set after the run has nobody to show it to."""
