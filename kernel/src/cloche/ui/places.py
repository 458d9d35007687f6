"""Patterns of routes: which places in a notebook of several pages each stands for.

The syntax is that of path-to-regexp 8, which marimo's page uses: `:name` is a piece between slashes, `*name` the rest,
`{…}` may be missing, a backslash takes the next letter as it is. Large and small letters are the same, and a slash at
the end may be left out. Not here: where the person is, which the page says.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"(?P<kind>[:*])(?P<name>\"[^\"]+\"|[^\W\d]\w*)?|(?P<brace>[{}])|\\(?P<letter>.)|(?P<text>[^:*{}\\]+|\\)"
)


def pattern(route: str) -> re.Pattern[str]:
    """The places that a route stands for. Raises `ValueError` where it cannot be read."""
    pieces: list[str] = []
    depth = 0
    for token in _TOKEN.finditer(route):
        if token["kind"]:
            if token["name"] is None:
                raise ValueError(f"In the route {route!r} a name has to follow `{token['kind']}`.")
            pieces.append("[^/]+" if token["kind"] == ":" else ".+")
        elif token["brace"]:
            depth += 1 if token["brace"] == "{" else -1
            if depth < 0:
                raise ValueError(f"The route {route!r} has a `}}` without its `{{`.")
            pieces.append("(?:" if token["brace"] == "{" else ")?")
        else:
            pieces.append(re.escape(token["letter"] or token["text"]))
    if depth:
        raise ValueError(f"The route {route!r} has a `{{` without its `}}`.")
    return re.compile(f"(?:{''.join(pieces)})/?", re.IGNORECASE | re.DOTALL)
