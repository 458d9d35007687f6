"""Any object from the inside: what it is, its value, its attributes and methods, its documentation."""

from __future__ import annotations

import inspect as standard
import re
import textwrap
from collections.abc import Iterator
from html import escape
from typing import Any

from cloche.outputs.brief import BriefRepr
from cloche.outputs.html import Html
from cloche.outputs.markdown import md

_WIDE = 72
_EXAMPLE = re.compile(r"^>>> .*(?:\n.+)*", re.MULTILINE)
_SHORT = BriefRepr()
_SHORT.maxstring = _SHORT.maxother = 200
"""It also survives a `__repr__` that raises."""


def inspect(
    obj: object,
    *,
    help: bool = False,
    methods: bool = False,
    docs: bool = True,
    private: bool = False,
    dunder: bool = False,
    sort: bool = True,
    all: bool = False,
    value: bool = True,
) -> Html:
    """An object with its attributes, for looking around; asks for more with `methods`, `private`, `dunder` or `all`.

    `docs` shows documentation, `help` all of it instead of its first paragraph. Attributes that raise show what.
    """
    methods, private, dunder = methods or all, private or all, dunder or all
    parts = [f'<div class="cloche-inspect-head">{_title(obj)}</div>']
    if docs and (text := standard.getdoc(obj)):
        parts.append(f'<pre class="cloche-inspect-doc">{escape(text if help else _first(text))}</pre>')
    if value and not (standard.isroutine(obj) or standard.isclass(obj) or standard.ismodule(obj)):
        parts.append(f'<pre class="cloche-inspect-value">{escape(_SHORT.repr(obj))}</pre>')
    names = [name for name in _names(obj) if _is_wanted(name, private, dunder)]
    rows = list(_rows(obj, sorted(names) if sort else names, methods, docs, help))
    if rows:
        parts.append(f"<table><tbody>{''.join(rows)}</tbody></table>")
    return Html(f'<div class="cloche-inspect">{"".join(parts)}</div>')


def doc(obj: Any) -> Html | None:
    """The documentation of an object: shown where it has some in Markdown (`_rich_help_`) or is ours, else printed."""
    rich = getattr(obj, "_rich_help_", None)
    text = rich() if callable(rich) else _of_ours(obj)
    if text:
        return md(text)
    print(_help(obj))
    return None


def _of_ours(obj: Any) -> str:
    """How a name of Cloche's is called and what it does, in Markdown; nothing of others."""
    where, text = getattr(obj, "__module__", None), standard.getdoc(obj)
    if not isinstance(where, str) or where.partition(".")[0] != "cloche" or not callable(obj) or not text:
        return ""
    bare = [each.replace(annotation=each.empty) for each in standard.signature(obj).parameters.values()]
    call = textwrap.fill(f"{obj.__qualname__}{standard.Signature(bare)}", _WIDE, subsequent_indent="    ")
    shown = _EXAMPLE.sub(r"```python\n\g<0>\n```", text)
    return f"```python\n{call}\n```\n\n{shown}"


def _help(obj: object) -> str:
    import pydoc

    return pydoc.plain(pydoc.render_doc(obj))


def _title(obj: object) -> str:
    kind = type(obj).__name__
    name = getattr(obj, "__qualname__", None) or getattr(obj, "__name__", "")
    shown = f"{name}{_signature(obj)}" if isinstance(name, str) and name else ""
    where = getattr(obj, "__module__", None) or type(obj).__module__
    origin = f" <small>{escape(where)}</small>" if isinstance(where, str) and where not in ("builtins", name) else ""
    return f"<strong>{escape(kind)}</strong> {f'<code>{escape(shown)}</code>' if shown else ''}{origin}"


def _signature(obj: object) -> str:
    if not callable(obj):
        return ""
    try:
        return str(standard.signature(obj))
    except (ValueError, TypeError):
        return "(…)"


def _rows(obj: object, names: list[str], methods: bool, docs: bool, help: bool) -> Iterator[str]:
    for name in names:
        try:
            found = getattr(obj, name)
        except Exception as fault:  # noqa: BLE001 - a property of the user's
            yield _row(name, f"<em>{escape(type(fault).__name__)}: {escape(str(fault))}</em>", "")
            continue
        if not standard.isroutine(found):
            yield _row(name, f"<code>{escape(_SHORT.repr(found))}</code>", "")
        elif methods:
            text = (standard.getdoc(found) or "") if docs else ""
            yield _row(f"{name}{_signature(found)}", "", text if help else _first(text))


def _row(name: str, shown: str, text: str) -> str:
    note = f"<small>{escape(text)}</small>" if text else ""
    return f"<tr><th><code>{escape(name)}</code></th><td>{shown}{note}</td></tr>"


def _names(obj: object) -> list[str]:
    """Own attributes first, in the order in which they were set."""
    own = list(getattr(obj, "__dict__", {}))
    try:
        rest = dir(obj)
    except Exception:  # noqa: BLE001 - a `__dir__` of the user's
        rest = []
    return list(dict.fromkeys(name for name in [*own, *rest] if isinstance(name, str)))


def _is_wanted(name: str, private: bool, dunder: bool) -> bool:
    if name.startswith("__") and name.endswith("__"):
        return dunder
    return private or not name.startswith("_")


def _first(text: str) -> str:
    return text.split("\n\n", 1)[0]
