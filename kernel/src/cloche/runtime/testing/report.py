"""What came of a cell's tests, as a value and as a page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from cloche.outputs.html import Html

Outcome = Literal["passed", "failed", "error", "skipped", "xfailed", "xpassed"]

_SIGNS: dict[Outcome, str] = {
    "passed": "✓",
    "failed": "✗",
    "error": "✗",
    "skipped": "–",
    "xfailed": "✓",
    "xpassed": "!",
}


@dataclass(frozen=True, slots=True)
class Tested:
    """One test. `detail` says why it did not pass; `printed` what it wrote."""

    name: str
    outcome: Outcome
    detail: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All tests of a cell, in the order they ran."""

    tests: Sequence[Tested]
    note: str = ""

    @property
    def is_good(self) -> bool:
        """Nothing failed."""
        return not any(test.outcome in ("failed", "error", "xpassed") for test in self.tests)

    def summary(self) -> str:
        """
        >>> Report([Tested("test_a", "passed"), Tested("test_b", "failed"), Tested("test_c", "passed")]).summary()
        '1 failed, 2 passed'
        """
        counts = {outcome: sum(test.outcome == outcome for test in self.tests) for outcome in _SIGNS}
        order: tuple[Outcome, ...] = ("failed", "error", "xpassed", "passed", "skipped", "xfailed")
        told = [f"{counts[outcome]} {outcome}" for outcome in order if counts[outcome]]
        return ", ".join(told) or "no tests ran"

    def as_html(self) -> Html:
        """A summary, and a line for each test; what failed stands open."""
        kind = "success" if self.is_good and self.tests else "danger" if self.tests else "warn"
        lines = "".join(_line(test) for test in self.tests)
        note = f"<small>{escape(self.note)}</small>" if self.note else ""
        return Html(
            f'<div class="cloche-callout" data-kind="{kind}" data-tests="{escape(self.summary())}" role="group" '
            f'aria-label="Tests: {escape(self.summary())}">'
            f'<div class="cloche-callout-title">{escape(self.summary())}</div>{lines}{note}</div>'
        )


def _line(test: Tested) -> str:
    head = f"{_SIGNS[test.outcome]} <code>{escape(test.name)}</code> {test.outcome}"
    text = "\n\n".join(part for part in (test.detail.strip("\n"), _captured(test.printed)) if part)
    if not text:
        return f"<div>{head}</div>"
    is_open = " open" if test.outcome in ("failed", "error") else ""
    return f"<details{is_open}><summary>{head}</summary><pre>{escape(text)}</pre></details>"


def _captured(printed: str) -> str:
    return f"It printed:\n{printed.rstrip()}" if printed.strip() else ""
