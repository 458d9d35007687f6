"""HTML that cells show, carry around and put into each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cloche.ui.batch import batch

_RAW = re.compile(r"(<(script|style)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)
_PREFORMATTED = re.compile(r"(<(pre|textarea)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)
_MARKUP = str.maketrans({character: f"&#{ord(character)};" for character in "*_`$~[]\\|"})


class Html:
    """A piece of HTML. As a cell's last expression it is shown as it is.

    It can stand inside an f-string of `md`: what it holds is not taken for
    Markdown a second time.

    >>> Html("<b>bold</b>").text
    '<b>bold</b>'
    """

    def __init__(self, text: str) -> None:
        if not isinstance(text, str):
            raise TypeError(f"Html takes a text, got {type(text).__name__}. For any value, use as_html(value).")
        self._text = text

    @property
    def text(self) -> str:
        """The HTML itself."""
        return self._text

    def _mime_(self) -> tuple[str, str]:
        return "text/html", self.text

    def __format__(self, spec: str) -> str:
        return _for_markdown(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self._text)} characters>"

    # ------------------------------------------------------------------ looks

    def center(self) -> Html:
        """Stand in the middle."""
        return self._justified("center")

    def left(self) -> Html:
        """Stand at the left edge."""
        return self._justified("start")

    def right(self) -> Html:
        """Stand at the right edge."""
        return self._justified("end")

    def style(self, style: dict[str, Any] | None = None, **properties: Any) -> Html:
        """Wrap in a box with CSS; `max_width="20rem"` means `max-width: 20rem`.

        >>> Html("x").style({"color": "red"}, max_width="9px").text
        '<div style="color: red; max-width: 9px">x</div>'
        """
        return Html(f"<div{style_attribute({**(style or {}), **properties})}>{self.text}</div>")

    def batch(self, **elements: Any) -> batch:
        """Put elements into this HTML where it says `{name}`, and make one element of them: see `ui.batch`."""
        from cloche.ui.batch import batch

        return batch(self, elements)

    def callout(self, kind: str = "neutral", title: str | None = None) -> Html:
        """Put in a coloured box: neutral, info, success, warn or danger."""
        from cloche.outputs.layout import callout

        return callout(self, kind, title)

    def _justified(self, where: str) -> Html:
        style = style_attribute({"display": "flex", "justify-content": where})
        return Html(f'<div class="cloche-justified"{style}><div>{self.text}</div></div>')


def style_attribute(properties: dict[str, Any]) -> str:
    """` style="…"` for an opening tag, or nothing; None leaves a property out."""
    from html import escape

    pairs = [f"{name.replace('_', '-')}: {value}" for name, value in properties.items() if value is not None]
    return f' style="{escape("; ".join(pairs))}"' if pairs else ""


def _for_markdown(text: str) -> str:
    """The same HTML on one line, with no character that Markdown would act on.

    One line, because a second line at column 0 would undo the dedent of an
    indented f-string, and a blank line would end the block. Character
    references mean the same to a browser, and nothing to Markdown.
    """
    parts: list[str] = []
    for n, part in enumerate(_RAW.split(text)):
        if n % 3 == 0:
            parts.append(_one_line(part).translate(_MARKUP))
        elif n % 3 == 1:
            parts.append(part)
    return "".join(parts)


def _one_line(text: str) -> str:
    if "\n" not in text:
        return text
    parts = []
    for n, part in enumerate(_PREFORMATTED.split(text)):
        if n % 3 == 0:
            parts.append(part.replace("\n", " "))
        elif n % 3 == 1:
            parts.append(part.replace("\n", "&#10;"))
    return "".join(parts)
