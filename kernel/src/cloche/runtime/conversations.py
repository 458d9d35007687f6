"""Messages between an element and its part on the page that are no values."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable
from typing import Any

from cloche.protocol import CellId, ElementId
from cloche.runtime.callbacks import as_text, tell_changes
from cloche.runtime.cellrun import CellRun
from cloche.runtime.kernel import Kernel
from cloche.runtime.traceback import cell_error
from cloche.ui.ambient import place
from cloche.ui.element import Element


class Conversations:
    """Hands messages to elements, one at a time; an element may take its time to answer."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._task: asyncio.Task[Any] | None = None

    async def hear(self, key: ElementId, message: object) -> list[Element[Any]]:
        """Hand `message` to the living element of that id; gives the elements whose value changed by it.

        What the element raises goes to the console of the cell that showed it.
        """
        kernel = self._kernel
        element = kernel.elements.find(key)
        record = kernel.book.find(CellId(kernel.elements.owner_id(key)))
        if element is None or record is None:
            return []
        kernel.elements.note_answer(key)
        run = CellRun(kernel, record, is_callback=True)
        before = place.get()
        place.set(run)
        try:
            with kernel.namespace.as_main():
                has_changed = element.hear(message)
            if inspect.isawaitable(has_changed):
                has_changed = await self._awaited(has_changed)
            if has_changed is not True:
                return []
            with kernel.namespace.as_main():
                return tell_changes(kernel, run, [element])
        except BaseException as fault:  # noqa: BLE001 - a function of the user's, such as a chat's model
            run.console.write("stderr", as_text(cell_error(fault, kernel.sources)))
            kernel.interrupts.take()
            return []
        finally:
            place.set(before)
            run.console.flush()

    def cancel(self) -> None:
        """End the answer that is being made; does nothing when none is."""
        if self._task is not None:
            self._task.cancel()

    async def _awaited(self, answer: Awaitable[object]) -> object:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            # Stepped by hand, outside of any loop: the driver has to bring us into one.
            await asyncio.sleep(0)
        self._task = asyncio.ensure_future(_contained(answer))
        try:
            return await self._task
        except asyncio.CancelledError:
            if self._task.cancelled():
                return None
            raise
        finally:
            self._task = None


async def _contained(answer: Awaitable[object]) -> object:
    """An interrupt that leaves a task would end the event loop."""
    try:
        return await answer
    except KeyboardInterrupt:
        return None
