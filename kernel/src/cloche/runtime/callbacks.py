"""New values from the page: each element takes its own and calls `on_change`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cloche.protocol import CellError, CellId, ElementId
from cloche.runtime.cellrun import CellRun
from cloche.runtime.kernel import Kernel
from cloche.runtime.traceback import cell_error
from cloche.ui.ambient import place
from cloche.ui.element import Element, RefusedError


def take_values(kernel: Kernel, values: Mapping[ElementId, object]) -> tuple[list[Element[Any]], bool]:
    """Hand values to living elements: those that took one, and whether an interrupt ended a callback.

    Unknown ids are passed over, but for those of a cell that is not there: they
    wait for it. What a callback raises goes to the console of the cell that
    showed the element; an answer that it refused it has told. After an
    interrupt no callback is called any more, but the values are taken all the
    same: the page shows them.
    """
    taken: list[Element[Any]] = []
    heard: dict[int, tuple[CellRun, Element[Any]]] = {}
    was_interrupted = False
    for key, value in values.items():
        kernel.elements.note_answer(key)
        element = kernel.elements.find(key)
        record = kernel.book.find(CellId(kernel.elements.owner_id(key)))
        if element is None or record is None:
            if not _has_cell(kernel, key):
                kernel.elements.await_cell(key, value)
            continue
        run = CellRun(kernel, record, is_callback=True)
        before = place.get()
        place.set(run)
        try:
            with kernel.namespace.as_main():
                if _took(kernel, run, element, value):
                    taken.append(element)
                    for whole in element.wholes():
                        heard[id(whole)] = run, whole
                    if not was_interrupted:
                        _attempt(kernel, run, element.changed)
        except KeyboardInterrupt:
            was_interrupted = True
        finally:
            place.set(before)
            run.console.flush()
    for run, whole in heard.values():
        # Once for all of its parts, and after they have been told.
        taken.append(whole)
        was_interrupted = was_interrupted or not _told(kernel, run, whole)
    return taken, was_interrupted or kernel.interrupts.take()


def tell_changes(kernel: Kernel, run: CellRun, elements: list[Element[Any]]) -> list[Element[Any]]:
    """Call `on_change` of elements that changed by themselves, and of what they are parts of; gives all of these."""
    changed = elements + [whole for element in elements for whole in element.wholes()]
    for element in changed:
        _attempt(kernel, run, element.changed)
    return changed


def readers(kernel: Kernel, elements: list[Element[Any]]) -> set[CellId]:
    """The cells that read a global bound to one of `elements`, except those that bound it."""
    found: set[CellId] = set()
    for element in elements:
        for name in kernel.elements.bindings.names(element):
            found.update(cell for cell in kernel.book.graph.readers(name) if cell != kernel.namespace.owner(name))
    return found


def _has_cell(kernel: Kernel, key: ElementId) -> bool:
    """The cell that gives the id out is there, or the one that has it embedded."""
    owner = kernel.elements.owner_id(key)
    ends = [at for at, letter in enumerate(owner) if letter == "."]
    return any(kernel.book.find(CellId(owner[:end])) for end in [*ends, len(owner)])


def _told(kernel: Kernel, run: CellRun, element: Element[Any]) -> bool:
    """Call `on_change`; false when an interrupt ended it."""
    before = place.get()
    place.set(run)
    try:
        with kernel.namespace.as_main():
            _attempt(kernel, run, element.changed)
    except KeyboardInterrupt:
        return False
    finally:
        place.set(before)
        run.console.flush()
    return True


def _took(kernel: Kernel, run: CellRun, element: Element[Any], value: object) -> bool:
    if _attempt(kernel, run, lambda: element.take(value)):
        return True
    if not element.keeps_refused:
        run.updated(element)
    return False


def _attempt(kernel: Kernel, run: CellRun, action: Any) -> bool:
    try:
        action()
    except KeyboardInterrupt:
        raise
    except RefusedError:
        return False
    except BaseException as fault:  # noqa: BLE001 - a callback of the user's
        run.console.write("stderr", as_text(cell_error(fault, kernel.sources)))
        return False
    return True


def as_text(error: CellError) -> str:
    """An error as a console shows it."""
    lines = ["Traceback (most recent call last):\n"] if error.traceback else []
    for frame in error.traceback:
        lines.append(f'  File "{frame.file}", line {frame.line}, in {frame.name}\n')
        if frame.source:
            lines.append(f"    {frame.source}\n")
    hint = f"{error.hint}\n" if error.hint else ""
    exception = f"{error.exception}: " if error.exception else ""
    return f"{''.join(lines)}{exception}{error.problem}\n{hint}"
