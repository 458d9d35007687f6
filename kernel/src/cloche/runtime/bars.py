"""Bars of the tqdm package as the page's own: drawn in the output of the cell that made them.

Nothing here imports tqdm; `install` changes its class when a notebook does.
A bar that writes into a file of the notebook's stays text.
"""

from __future__ import annotations

import re
import sys
from html import escape
from types import ModuleType
from typing import Any

from cloche.outputs.html import Html
from cloche.runtime.capture import CellStream
from cloche.runtime.cellrun import CellRun, current

_DONE = 30
"""Finished bars that one cell goes on showing, the newest."""

_BAR = re.compile(r"\{bar[^}]*\}")
_USUAL = "{n_fmt}/{total_fmt} [{elapsed}<{remaining}, {rate_fmt}{postfix}]"
_ENDLESS = "{n_fmt} [{elapsed}, {rate_fmt}{postfix}]"


class Bars:
    """The bars of one run of a cell, in one place of its output."""

    def __init__(self, run: CellRun) -> None:
        self._run = run
        self._place: int | None = None
        self._open: list[Any] = []
        self._done: list[str] = []
        self._dropped = 0
        run.at_end.append(self.settle)

    def draw(self, bar: Any) -> None:
        """Show a bar as it is."""
        if bar not in self._open:
            self._open.append(bar)
        self._show()

    def close(self, bar: Any, *, stays: bool) -> None:
        """The bar has ended, and stays or goes."""
        if bar not in self._open:
            return
        self._open.remove(bar)
        if stays:
            self._done.append(_drawn(bar, is_over=True))
            self._dropped += max(0, len(self._done) - _DONE)
            del self._done[:-_DONE]
        self._show()

    def settle(self) -> None:
        """The cell has ended: bars that are left, by an error for instance, move no more."""
        if self._open:
            self._show(is_over=True)

    def _show(self, *, is_over: bool = False) -> None:
        """What comes after the cell was run again, or failed, shows nothing."""
        if self._run.is_over:
            return
        rows = [*self._done, *(_drawn(each, is_over=is_over) for each in self._open)]
        more = f"<small>{self._dropped:,} finished before these</small>" if self._dropped else ""
        html = f'<div class="cloche-bars">{more}{"".join(rows)}</div>' if rows else ""
        self._place = self._run.keep(Html(html), self._place)


def install(std: ModuleType) -> None:
    """Teach the class of `tqdm.std`."""
    kind: Any = vars(std)["tqdm"]
    before = {name: getattr(kind, name) for name in ("__init__", "display", "close", "clear", "moveto")}
    # It looks after bars that are slow to draw from a thread of its own; ours are not, and here threads take turns.
    kind.monitor_interval = 0

    def __init__(self: Any, *arguments: Any, **named: Any) -> None:
        run = current()
        file = arguments[4] if len(arguments) > 4 else named.get("file")
        is_ours = run is not None and (file is None or isinstance(file, CellStream)) and not named.get("gui")
        if run is not None and is_ours and run.bars is None:
            run.bars = Bars(run)
        self._cloche_bars = run.bars if run is not None and is_ours else None
        before["__init__"](self, *arguments, **named)

    def display(self: Any, msg: str | None = None, pos: int | None = None) -> Any:
        bars = getattr(self, "_cloche_bars", None)
        if bars is None:
            return before["display"](self, msg, pos)
        if msg != "":
            bars.draw(self)
        return True

    def close(self: Any) -> None:
        bars = getattr(self, "_cloche_bars", None)
        if bars is None or self.disable:
            before["close"](self)
            return
        self.disable = True
        stays = abs(self.pos) == 0 if self.leave is None else bool(self.leave)
        self._decr_instances(self)
        self._ema_dt = lambda: None  # the rate of the whole, not of the last steps
        bars.close(self, stays=stays)

    def quiet(name: str) -> Any:
        def method(self: Any, *arguments: Any, **named: Any) -> None:
            if getattr(self, "_cloche_bars", None) is None:
                before[name](self, *arguments, **named)

        return method

    for name, method in (
        ("__init__", __init__),
        ("display", display),
        ("close", close),
        ("clear", quiet("clear")),
        ("moveto", quiet("moveto")),
    ):
        method.__doc__ = before[name].__doc__
        setattr(kind, name, method)


def install_notebook(notebook: ModuleType) -> None:
    """`tqdm.notebook` wants widgets of Jupyter; here its bars are the same as all others."""
    std: Any = sys.modules["tqdm.std"]

    class tqdm_notebook(std.tqdm):  # type: ignore[misc]
        """The usual bar; takes `display` as Jupyter's does."""

        def __init__(self, *arguments: Any, **named: Any) -> None:
            named.pop("display", None)
            super().__init__(*arguments, **named)

    def trange(*arguments: Any, **named: Any) -> Any:
        return tqdm_notebook(range(*arguments), **named)

    for name, thing in (
        ("tqdm", tqdm_notebook),
        ("tqdm_notebook", tqdm_notebook),
        ("trange", trange),
        ("tnrange", trange),
    ):
        vars(notebook)[name] = thing


def _drawn(bar: Any, *, is_over: bool) -> str:
    facts = bar.format_dict
    count, total = facts["n"], facts["total"]
    known = total is not None and total > 0
    title = str(facts["prefix"] or "").removesuffix(": ")
    form = facts["bar_format"]
    form = _BAR.sub("", form) if form else _USUAL if known else _ENDLESS
    if title and not facts["bar_format"]:
        facts = {**facts, "prefix": ""}
    words = " ".join(bar.format_meter(**{**facts, "bar_format": form, "ncols": None}).split()).strip(" |")
    head = f"<strong>{escape(title)}</strong>" if title and not facts["bar_format"] else ""
    value = f' value="{min(count, total)}" max="{total}"' if known else ' value="1" max="1"' if is_over else ""
    return (
        f'<div class="cloche-progress" style="display: grid; gap: 0.25rem; max-width: 30rem">{head}'
        f'<progress aria-label="{escape(title or "Progress")}"{value} style="width: 100%"></progress>'
        f"<small>{escape(words)}</small></div>"
    )
