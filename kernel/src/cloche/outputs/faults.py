"""What is shown of a value when its own way of showing itself has failed."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping, Sequence
from html import escape

from cloche.outputs.embed import embedded
from cloche.outputs.html import Html
from cloche.outputs.layout import callout
from cloche.outputs.methods import Fault


def said(value: object) -> str:
    """The `repr` of a value; where that raises too, the name of its class."""
    try:
        return repr(value)
    except Exception:  # noqa: BLE001 - a library's code, or the user's
        return f"<{type(value).__name__} object at {id(value):#x}>"


def told(value: object, found: Mapping[str, object], faults: Sequence[Fault]) -> Mapping[str, object]:
    """What is shown all the same, and a word about what raised; where it did goes to the cell's console."""
    for fault in faults:
        traceback.print_exception(_from_its_own(fault.error), file=sys.stderr)
    words = "".join(
        f"<p><code>{escape(type(value).__name__)}.{escape(fault.method)}()</code> raised "
        f"<code>{escape(type(fault.error).__name__)}</code>: {escape(_message(fault.error))}</p>"
        for fault in faults
    )
    return {
        "text/html": f"{callout(Html(words), 'warn').text}{embedded(found)}",
        "text/plain": str(found.get("text/plain", "")),
    }


def _message(error: Exception) -> str:
    try:
        return str(error)[:1_000]
    except Exception:  # noqa: BLE001 - a `__str__` of the user's
        return "(it cannot say why)"


def _from_its_own(error: Exception) -> Exception:
    """Without the steps that led from the notebook to the method."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None and step.tb_frame.f_globals.get("__package__") == __package__:
        step = step.tb_next
    return error.with_traceback(step)
