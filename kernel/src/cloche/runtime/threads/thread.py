"""`Thread`: a thread that belongs to a cell."""

from __future__ import annotations

import sys
import threading
from contextvars import Context, copy_context
from typing import Any

from cloche.runtime.cellrun import CellRun, current


class Thread(threading.Thread):
    """As `threading.Thread`, but what it prints and shows goes to the cell that started it.

    A thread cannot be ended from outside: one that runs long looks at
    `should_exit` now and then, and returns when it is true.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cell_run: CellRun | None = None
        self._surroundings: Context | None = None

    def start(self) -> None:
        """Begin. The cell whose code calls this is the thread's."""
        self._cell_run = current()
        self._surroundings = copy_context()
        super().start()

    def run(self) -> None:
        if self._surroundings is not None:
            self._surroundings.run(self._work)

    @property
    def should_exit(self) -> bool:
        """Whether the cell's run is over: it was run again, deleted, failed, or Python restarts."""
        return self._cell_run is not None and self._cell_run.is_over

    def _work(self) -> None:
        try:
            super().run()
        except SystemExit:
            return
        except KeyboardInterrupt:
            raise
        except BaseException:  # noqa: BLE001 - told as every thread's exception is, but to the cell
            threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), self)))
        finally:
            if self._cell_run is not None:
                self._cell_run.console.flush()


def current_thread() -> Thread:
    """The `cloche.Thread` that runs this code. Raises `RuntimeError` in any other."""
    found = threading.current_thread()
    if not isinstance(found, Thread):
        raise RuntimeError("This code does not run in a `cloche.Thread`.")
    return found
