"""A cell's exception as a value: told in the notebook's words, without a frame of ours.

The exception itself is let go, so that nothing a failed cell held stays alive.
"""

from __future__ import annotations

import linecache
from collections.abc import Iterator
from itertools import chain, groupby, islice
from pathlib import Path
from types import TracebackType

from cloche.analysis import unmangle
from cloche.protocol import CellError, TraceFrame
from cloche.runtime.sources import Sources

FRAMES = 50
"""Frames told of a traceback: half from its beginning, half from its end."""

LETTERS = 20_000
"""Characters told of an exception's message; of more, the beginning and the end."""

_LINE = 500
"""Characters told of a line of source."""

_SAME = 3
"""Times that the same step is told in a row."""

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
    return unmangle(_capped(text))


def _capped(text: str) -> str:
    if len(text) <= LETTERS:
        return text
    half = LETTERS // 2
    return f"{text[:half]}\n… {len(text) - LETTERS:,} characters …\n{text[-half:]}"


def _problem(fault: BaseException) -> str:
    if isinstance(fault, SystemExit):
        code = "" if fault.code is None else repr(fault.code)
        return f"The cell called sys.exit({code}). Only this cell ended; use `stop(True)` to end a cell on purpose."
    parts = [message(fault) or type(fault).__name__]
    notes = getattr(fault, "__notes__", ())
    parts += [_capped(note) for note in notes if isinstance(note, str)] if isinstance(notes, (list, tuple)) else []
    if isinstance(fault, BaseExceptionGroup):
        parts += islice(_members(fault, 0), _MEMBERS)
    for link, cause in islice(_causes(fault), 5):
        parts.append(f"{link} {type(cause).__name__}: {message(cause)}")
    return "\n".join(parts)


_MEMBERS = 30


def _members(group: BaseExceptionGroup[BaseException], depth: int) -> Iterator[str]:
    """A line for each exception of a group, groups inside it indented."""
    for each in group.exceptions:
        yield f"{'  ' * depth}• {type(each).__name__}: {message(each)}"
        if isinstance(each, BaseExceptionGroup) and depth < 5:
            yield from _members(each, depth + 1)


def _causes(fault: BaseException) -> Iterator[tuple[str, BaseException]]:
    """What led to an exception: the one it was raised from, else the one that was being handled."""
    seen = {id(fault)}
    while True:
        link, cause = "caused by", fault.__cause__
        if cause is None and not fault.__suppress_context__:
            link, cause = "while handling", fault.__context__
        if cause is None or id(cause) in seen:
            return
        seen.add(id(cause))
        yield link, cause
        fault = cause


def _frames(fault: BaseException, sources: Sources) -> Iterator[TraceFrame]:
    for frame in _outside(fault.__traceback__):
        code = frame.tb_frame.f_code
        filename, line = code.co_filename, frame.tb_lineno
        if filename.startswith(_OURS) or filename in _LOADERS:
            continue
        source = linecache.getline(filename, line).strip()[:_LINE]
        yield TraceFrame(sources.cell_of(filename), filename, line, unmangle(code.co_name), source)
    if isinstance(fault, SyntaxError) and fault.filename and fault.lineno:
        text = (fault.text or "").strip()[:_LINE]
        yield TraceFrame(sources.cell_of(fault.filename), fault.filename, fault.lineno, "", text)


def _outside(step: TracebackType | None) -> Iterator[TracebackType]:
    while step is not None:
        yield step
        step = step.tb_next


def _shortened(frames: list[TraceFrame]) -> Iterator[TraceFrame]:
    frames = list(_without_repeats(frames))
    if len(frames) <= FRAMES:
        return iter(frames)
    half = FRAMES // 2
    left_out = TraceFrame(None, "", 0, f"… {len(frames) - 2 * half} more calls …", "")
    return chain(frames[:half], [left_out], frames[-half:])


def _without_repeats(frames: list[TraceFrame]) -> Iterator[TraceFrame]:
    """A function that calls itself is told a few times, and then how often more."""
    for frame, same in groupby(frames):
        times = sum(1 for _ in same)
        yield from [frame] * min(times, _SAME)
        if times > _SAME:
            yield TraceFrame(None, "", 0, f"… {times - _SAME} more calls of the same line …", "")
