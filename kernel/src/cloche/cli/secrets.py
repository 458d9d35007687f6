"""Keys and passwords in a text that is about to be shared.

Shapes that services give their tokens, and values given to names like
`password`. What is found is likely, not certain; what is not found may still
be there. The patterns are in `data/secrets.json`, which the page reads too
(`web/src/share/secrets.ts`), so they keep to what both languages know.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that should perhaps not be shared, and where it is. `shown` is its beginning only."""

    kind: str
    line: int
    shown: str


def secrets_in(text: str) -> list[Secret]:
    """What looks like a key or a password, in the order of the text, each place once.

    >>> secrets_in('user = "ada"\\npassword = "correct-horse"')
    [Secret(kind='a password', line=2, shown='corr…')]
    """
    kinds, placeholder = _patterns()
    taken: list[tuple[int, int, str]] = []
    for kind, pattern in kinds:
        for found in pattern.finditer(text):
            start, end = found.span("value" if "value" in pattern.groupindex else 0)
            is_known = any(start < other_end and other_start < end for other_start, other_end, _ in taken)
            if not is_known and not placeholder.search(text[start:end]):
                taken.append((start, end, kind))
    return [
        Secret(kind, text.count("\n", 0, start) + 1, f"{text[start : start + 4]}…") for start, _, kind in sorted(taken)
    ]


@cache
def _patterns() -> tuple[list[tuple[str, re.Pattern[str]]], re.Pattern[str]]:
    known = json.loads(files("cloche.cli").joinpath("data", "secrets.json").read_text("utf-8"))
    kinds = [(kind["name"], _compiled(kind["pattern"])) for kind in known["kinds"]]
    return kinds, re.compile(known["placeholder"], re.ASCII | re.IGNORECASE)


def _compiled(pattern: str) -> re.Pattern[str]:
    """Names such as `password` are found in any case, the tokens of services as they are spelt."""
    is_named = "(?<value>" in pattern
    return re.compile(
        pattern.replace("(?<", "(?P<") if is_named else pattern, re.ASCII | (re.IGNORECASE if is_named else 0)
    )
