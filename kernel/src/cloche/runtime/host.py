"""What a kernel needs from outside. The session knows no clock, network or browser but this."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cloche.protocol import CellId


class Host(Protocol):
    """The ground a session stands on: the browser's worker, a script, a test.

    A host also drives: it steps `Session.handle`, one command after the other.
    """

    def now(self) -> float:
        """Milliseconds on a clock that never goes back."""
        ...

    async def ensure_modules(self, names: Sequence[str], cell: CellId) -> str:
        """Make missing top-level modules importable, as far as the host can. Gives why some stay missing, or "".

        Called before `cell` runs, only with modules that no import system finds.
        What stays missing is no fault here: the cell's own `import` says it, and why.
        Suspends only when something is really fetched.
        """
        ...

    def wake(self) -> None:
        """Told when state changed outside a command: call `Session.settle()` when no command runs."""
        ...
