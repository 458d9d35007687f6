"""A cell's exception as a value: told in the notebook's words, without a frame of ours.

The exception itself is let go, so that nothing a failed cell held stays alive.
"""

from __future__ import annotations

import linecache
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from types import TracebackType

from cloche.analysis import unmangle
from cloche.protocol import CellError, TraceFrame
from cloche.runtime.sources import Sources

FRAMES = 50
"""Frames told of a traceback: half from its beginning, half from its end."""

_OURS = str(Path(__file__).resolve().parents[1])
_LOADERS = ("<frozen importlib._bootstrap>", "<frozen importlib._bootstrap_external>")


def cell_error(fault: BaseException, sources: Sources, hint: str = "") -> CellError:
    """What happened in a cell, for the page."""
    return CellError(
        "exception",
        _problem(fault),
        hint=hint,
        exception=type(fault).__name__,
        traceback=tuple(_shortened(list(_frames(fault, sources)))),
    )


def message(fault: BaseException) -> str:
    """The exception's own words, with names as their author wrote them; never raises."""
    try:
        text = str(fault)
    except Exception as second:  # noqa: BLE001 - a __str__ of the user's
        return f"(its message cannot be shown: __str__ raised {type(second).__name__})"
    if isinstance(fault, KeyError) and len(fault.args) == 1:
        text = f"There is no key {text}."
    return unmangle(text)


def _problem(fault: BaseException) -> str:
    if isinstance(fault, SystemExit):
        code = "" if fault.code is None else repr(fault.code)
        return f"The cell called sys.exit({code}). Only this cell ended; use `stop(True)` to end a cell on purpose."
    parts = [message(fault) or type(fault).__name__]
    parts += [str(note) for note in getattr(fault, "__notes__", ()) if isinstance(note, str)]
    if isinstance(fault, BaseExceptionGroup):
        parts += [f"• {type(each).__name__}: {message(each)}" for each in fault.exceptions[:10]]
    for cause in islice(_causes(fault), 5):
        parts.append(f"caused by {type(cause).__name__}: {message(cause)}")
    return "\n".join(parts)


def _causes(fault: BaseException) -> Iterator[BaseException]:
    seen = {id(fault)}
    cause = fault.__cause__
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__


def _frames(fault: BaseException, sources: Sources) -> Iterator[TraceFrame]:
    for frame in _outside(fault.__traceback__):
        code = frame.tb_frame.f_code
        filename, line = code.co_filename, frame.tb_lineno
        if filename.startswith(_OURS) or filename in _LOADERS:
            continue
        source = linecache.getline(filename, line).strip()
        yield TraceFrame(sources.cell_of(filename), filename, line, unmangle(code.co_name), source)
    if isinstance(fault, SyntaxError) and fault.filename and fault.lineno:
        text = (fault.text or "").strip()
        yield TraceFrame(sources.cell_of(fault.filename), fault.filename, fault.lineno, "", text)


def _outside(step: TracebackType | None) -> Iterator[TracebackType]:
    while step is not None:
        yield step
        step = step.tb_next


def _shortened(frames: list[TraceFrame]) -> Iterator[TraceFrame]:
    if len(frames) <= FRAMES:
        return iter(frames)
    half = FRAMES // 2
    left_out = TraceFrame(None, "", 0, f"… {len(frames) - 2 * half} more calls …", "")
    return chain(frames[:half], [left_out], frames[-half:])
