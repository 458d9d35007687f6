"""`status`: how far a long cell has come, shown in its output while it runs."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Collection, Iterable, Iterator
from html import escape
from types import TracebackType
from typing import Any, Generic, Literal, TypeVar

from cloche.outputs.html import Html
from cloche.protocol import NoticeGiven
from cloche.runtime.cellrun import CellRun, current

__all__ = ["progress_bar", "spinner", "toast"]

S = TypeVar("S")

_PAUSE = 50.0
"""Milliseconds between two pictures: more often nobody sees, and a loop would wait for them."""


class _Line:
    """One output of the cell that is running, drawn anew as it changes. Outside of a cell nothing is shown."""

    def __init__(self) -> None:
        self._run: CellRun | None = current()
        self._place = len(self._run.outputs) if self._run is not None else 0
        self._drawn = -_PAUSE

    def now(self) -> float:
        """Milliseconds; 0 where there is no cell."""
        return self._run.kernel.host.now() if self._run is not None else 0.0

    def draw(self, html: str, *, at_once: bool = False) -> None:
        """Show this, unless another picture went out a moment ago."""
        if self._run is None or (not at_once and self.now() - self._drawn < _PAUSE):
            return
        self._drawn = self.now()
        # Something else may have replaced the outputs meanwhile.
        self._place = min(self._place, len(self._run.outputs))
        self._run.put(Html(html), self._place)


class progress_bar(Generic[S]):
    """How far a loop has come.

    Iterate over it in place of the collection, or use it in a `with` block and
    call `update()`. Without a length (`total`), it counts.

    >>> [n for n in progress_bar([1, 2, 3], title="Squares")]
    [1, 2, 3]
    """

    def __init__(
        self,
        collection: Collection[S] | Iterator[S] | AsyncIterable[S] | None = None,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        completion_title: str | None = None,
        completion_subtitle: str | None = None,
        total: int | None = None,
        show_rate: bool = True,
        show_eta: bool = True,
        remove_on_exit: bool = False,
        disabled: bool = False,
    ) -> None:
        if collection is None and total is None:
            raise ValueError("A progress bar needs something to iterate over, or `total`.")
        if collection is not None and not isinstance(collection, (Iterable, AsyncIterable)):
            raise TypeError(f"`collection` is something to iterate over, not {collection!r}. For a count, use `total`.")
        self._collection: Any = collection
        self._total = total if total is not None else _length(collection)
        self._title, self._subtitle = title or "", subtitle or ""
        self._ended = (completion_title, completion_subtitle)
        self._show_rate, self._show_eta = show_rate, show_eta
        self._remove_on_exit, self._disabled = remove_on_exit, disabled
        self._count = 0
        self._line = _Line()
        self._began = self._line.now()

    def update(self, increment: int = 1, title: str | None = None, subtitle: str | None = None) -> None:
        """Come further by `increment`, and change what is said."""
        self._count += increment
        self._title = self._title if title is None else title
        self._subtitle = self._subtitle if subtitle is None else subtitle
        self._draw()

    def update_progress(self, increment: int = 1, title: str | None = None, subtitle: str | None = None) -> None:
        """The same as `update`."""
        self.update(increment, title, subtitle)

    def __iter__(self) -> Iterator[S]:
        if not isinstance(self._collection, Iterable):
            raise TypeError("This progress bar has nothing to iterate over: use it in a `with` block.")
        with self:
            for item in self._collection:
                yield item
                self.update()

    async def __aiter__(self) -> AsyncIterator[S]:
        with self:
            async for item in self._collection:
                yield item
                self.update()

    def __enter__(self) -> progress_bar[S]:
        self._began = self._line.now()
        self._draw(at_once=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._remove_on_exit:
            if not self._disabled:
                self._line.draw("", at_once=True)
            return
        if kind is None:
            self._title = self._ended[0] or self._title
            self._subtitle = self._ended[1] or self._subtitle
        self._draw(at_once=True)

    def _draw(self, *, at_once: bool = False) -> None:
        if self._disabled:
            return
        total = "" if self._total is None else f' max="{max(self._total, 1)}"'
        value = "" if self._total is None else f' value="{min(self._count, self._total)}"'
        label = escape(self._title or "Progress")
        title = f"<strong>{escape(self._title)}</strong>" if self._title else ""
        subtitle = f"<span>{escape(self._subtitle)}</span>" if self._subtitle else ""
        self._line.draw(
            f'<div class="cloche-progress" style="display: grid; gap: 0.25rem; max-width: 30rem">{title}{subtitle}'
            f'<progress aria-label="{label}"{value}{total} style="width: 100%"></progress>'
            f"<small>{escape(self._counted())}</small></div>",
            at_once=at_once,
        )

    def _counted(self) -> str:
        parts = [f"{self._count:,}" if self._total is None else f"{self._count:,} of {self._total:,}"]
        seconds = (self._line.now() - self._began) / 1000
        rate = self._count / seconds if seconds > 0 else 0
        if self._show_rate and rate:
            parts.append(f"{rate:,.0f} a second" if rate >= 100 else f"{rate:.3g} a second")
        if self._show_eta and rate and self._total is not None and self._count < self._total:
            parts.append(f"{_clock((self._total - self._count) / rate)} left")
        return ", ".join(parts)


_SIGN = '<progress aria-label="In progress"></progress>'


class spinner:
    """Says that something is going on, for the length of a `with` block."""

    def __init__(self, title: str | None = None, subtitle: str | None = None, remove_on_exit: bool = True) -> None:
        self._title, self._subtitle = title or "", subtitle or ""
        self._remove_on_exit = remove_on_exit
        self._line = _Line()

    def update(self, title: str | None = None, subtitle: str | None = None) -> None:
        """Change what is said."""
        self._title = self._title if title is None else title
        self._subtitle = self._subtitle if subtitle is None else subtitle
        self._draw(_SIGN)

    def __enter__(self) -> spinner:
        self._draw(_SIGN)
        return self

    def __exit__(self, *_: object) -> None:
        if self._remove_on_exit:
            self._line.draw("", at_once=True)
        else:
            self._draw("")

    def _draw(self, sign: str) -> None:
        title, subtitle = escape(self._title), escape(self._subtitle)
        self._line.draw(
            f'<div class="cloche-progress" role="status">{sign} <strong>{title}</strong> {subtitle}</div>', at_once=True
        )


def _length(collection: object) -> int | None:
    try:
        return len(collection)  # type: ignore[arg-type]
    except TypeError:
        return None


def _clock(seconds: float) -> str:
    """
    >>> _clock(3725)
    '1:02:05'
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def toast(title: str, description: str = "", kind: Literal["danger"] | None = None) -> None:
    """A short word to the person, shown for a moment. `description` may be HTML; "danger" is for errors."""
    if kind not in (None, "danger"):
        raise ValueError(f"`kind` is danger or None, not {kind!r}.")
    run = current()
    if run is not None:
        text = description.text if isinstance(description, Html) else str(description)
        run.tell(NoticeGiven(str(title), text, kind or "neutral"))
