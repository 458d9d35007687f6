"""`show_code`: an output together with the code that made it."""

from __future__ import annotations

import ast
from typing import Literal

from cloche.outputs.embed import as_html
from cloche.outputs.html import Html
from cloche.outputs.layout import vstack
from cloche.outputs.markdown import md
from cloche.runtime.surroundings import here


def show_code(output: object = None, *, position: Literal["above", "below"] = "below") -> Html:
    """Show the cell's code `above` or `below` an output, without the call of `show_code` itself."""
    if position not in ("above", "below"):
        raise ValueError(f"The code stands 'above' or 'below' the output, not {position!r}.")
    place = here()
    if place is None:
        return as_html(output)
    code = code_block(without_call(place.code))
    if output is None:
        return code
    return vstack([code, output] if position == "above" else [output, code])


def code_block(code: str) -> Html:
    """Python code as a page shows it."""
    fence = "~~~~"
    while fence in code:
        fence += "~"
    return md(f"{fence}python\n{code}\n{fence}")


def without_call(code: str) -> str:
    """The code with each `show_code(x)` as `x`; a line that held nothing else is gone.

    >>> without_call("import cloche as cl\\ncl.show_code(x + 1)")
    'import cloche as cl\\nx + 1'
    """
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return code
    octets = [line.encode() for line in code.split("\n")]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) == "show_code"]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset), reverse=True):
        shown = next(iter(call.args), None) or next(
            (word.value for word in call.keywords if word.arg == "output"), None
        )
        text = b"" if shown is None else (ast.get_source_segment(code, shown) or "").encode()
        last = octets[(call.end_lineno or call.lineno) - 1][call.end_col_offset :]
        line = octets[call.lineno - 1][: call.col_offset] + text + last
        octets[call.lineno - 1 : call.end_lineno] = [line]
    return b"\n".join(octets).decode().strip("\n").rstrip()


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
