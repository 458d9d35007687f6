"""Diagrams, drawn by Mermaid at the page."""

from __future__ import annotations

import json
from html import escape
from inspect import cleandoc

from cloche.outputs.html import Html


def mermaid(diagram: str, theme: str | None = None, theme_variables: dict[str, str] | None = None) -> Html:
    """A diagram in Mermaid's language, in the page's colours or in a `theme` of Mermaid's.

    `theme_variables` change single colours; without a `theme`, they change those of Mermaid's `base`.

    >>> mermaid("graph LR; A-->B").text
    '<cloche-mermaid props="{}">graph LR; A--&gt;B</cloche-mermaid>'
    """
    props: dict[str, object] = {}
    if theme is not None or theme_variables:
        props["theme"] = theme or "base"
    if theme_variables:
        props["variables"] = {str(name): str(value) for name, value in theme_variables.items()}
    source = escape(cleandoc(diagram), quote=False).replace("\n", "&#10;")
    return Html(f'<cloche-mermaid props="{escape(json.dumps(props))}">{source}</cloche-mermaid>')
