"""The display methods that notebooks have in common: which there are, and what they answer.

Who asks them, and what is shown where none answers, is `bundle.py`. The kinds
of content that the page does not take are `kinds.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cloche.outputs.embed import picture_url

METHODS = (
    ("_repr_html_", "text/html"),
    ("_repr_markdown_", "text/markdown"),
    ("_repr_svg_", "image/svg+xml"),
    ("_repr_png_", "image/png"),
    ("_repr_jpeg_", "image/jpeg"),
    ("_repr_latex_", "text/latex"),
    ("_repr_json_", "application/json"),
    ("_repr_pdf_", "application/pdf"),
    ("_repr_javascript_", "application/javascript"),
    ("_repr_text_", "text/plain"),
    ("__html__", "text/html"),
)
"""Each with what it gives, the richest first. Templates know `__html__`: markup that is safe to put into a page."""

NAMES = ("_display_", "_mime_", "_repr_mimebundle_", *(name for name, _ in METHODS))


@dataclass(frozen=True, slots=True)
class Fault:
    """A method that raised."""

    method: str
    error: Exception


def may_have(value: object) -> bool:
    """Not for Python's own types, of which none has a display method: most values are of those."""
    return type(value).__module__ != "builtins"


def method(value: object, name: str) -> Callable[..., Any] | None:
    """A display method, looked up on the class: objects that answer to every name have none."""
    if isinstance(value, type) or not callable(getattr(type(value), name, None)):
        return None
    found = getattr(value, name, None)
    return found if callable(found) else None


def picture(value: object) -> tuple[Mapping[str, object] | None, list[Fault]]:
    """What the first method gives that has more than plain text, and those before it that raised."""
    faults: list[Fault] = []
    plain: Mapping[str, object] | None = None
    for name, ask in _questions(value) if may_have(value) else ():
        try:
            found = ask()
        except Exception as error:  # noqa: BLE001 - a library's code, or the user's: the next method may do better
            faults.append(Fault(name, error))
            continue
        if found and found.keys() != {"text/plain"}:
            return found, faults
        plain = plain or found
    return plain or None, faults


def sized(mime: str, content: object, metadata: object) -> Mapping[str, object]:
    """A picture with the size that its metadata says: it may have more pixels, for dense screens."""
    sizes = metadata if isinstance(metadata, Mapping) else {}
    named = {name: sizes[name] for name in ("width", "height") if isinstance(sizes.get(name), (int, float))}
    if not (named and isinstance(content, (bytes, str)) and mime.startswith("image/") and mime != "image/svg+xml"):
        return {mime: content}
    size = "".join(f' {name}="{round(value)}"' for name, value in named.items())
    return {"text/html": f'<img alt="Picture" src="{picture_url(mime, content)}"{size}>'}


def _questions(value: object) -> list[tuple[str, Callable[[], Mapping[str, object] | None]]]:
    found: list[tuple[str, Callable[[], Mapping[str, object] | None]]] = []
    if whole := method(value, "_repr_mimebundle_"):
        found.append(("_repr_mimebundle_", lambda: _bundle(whole)))
    for name, mime in METHODS:
        if part := method(value, name):
            found.append((name, lambda part=part, mime=mime: _part(part, mime)))  # type: ignore[misc]
    return found


def _bundle(ask: Callable[..., Any]) -> Mapping[str, object] | None:
    """Jupyter hands over what it wants and what not: libraries may demand both, or know neither."""
    try:
        found = ask(include=None, exclude=None)
    except TypeError:
        found = ask()
    metadata: object = None
    if isinstance(found, tuple):
        found, metadata = (*found, None)[:2]
    contents = {str(kind): content for kind, content in (found or {}).items() if content is not None}
    for mime, facts in metadata.items() if isinstance(metadata, Mapping) else ():
        if mime in contents and "text/html" not in contents:
            contents |= sized(mime, contents[mime], facts)
    return contents


def _part(ask: Callable[[], Any], mime: str) -> Mapping[str, object] | None:
    """Jupyter lets a method return (content, metadata)."""
    content = ask()
    if content is None:
        return None
    if not isinstance(content, tuple):
        return {mime: content}
    return sized(mime, *content) if len(content) == 2 else {mime: content[0]}
