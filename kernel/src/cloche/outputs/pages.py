"""Whole pages and programs inside of an output. A page gets a frame, where its scripts run and its styles end."""

from __future__ import annotations

import re
from html import escape

_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html)\b", re.DOTALL | re.IGNORECASE)


def is_page(html: str) -> bool:
    """A document by itself, not a piece of one.

    >>> is_page("<!DOCTYPE html><p>Hello"), is_page("<p>Hello")
    (True, False)
    """
    return _PAGE.match(html) is not None


def as_frame(page: str, title: str = "Output") -> str:
    """A frame as high as the page in it, which cannot reach the notebook."""
    return (
        f'<iframe data-fit title="{escape(title)}" sandbox="allow-scripts allow-forms allow-popups allow-downloads" '
        f'srcdoc="{escape(page)}"></iframe>'
    )


def as_script(program: str) -> str:
    """A program in HTML. Letters that would end it early are written in another way that means the same."""
    return "<script>{}</script>".format(program.replace("</script", "<\\/script"))
