"""Results in Jupyter's words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from cloche.export.results import Result
from cloche.outputs.quiet import spread
from cloche.protocol import Bundle, CellError


def jupyter_outputs(results: Sequence[Result]) -> dict[int, list[dict[str, Any]]]:
    """The `outputs` of each cell, by its index; cells that showed nothing have none."""
    return {at: found for at, result in enumerate(results) if (found := _outputs(result))}


def _outputs(result: Result) -> list[dict[str, Any]]:
    outputs: list[dict[str, Any]] = [
        {"output_type": "stream", "name": stream, "text": text.splitlines(keepends=True)}
        for stream, text in result.printed
    ]
    if result.output:
        outputs.append({"output_type": "display_data", "data": _data(result.output), "metadata": {}})
    if result.error is not None and result.failed:
        outputs.append(_error(result.error))
    return outputs


def _data(bundle: Bundle) -> Mapping[str, Any]:
    return {
        mime: spread(str(content)) if mime == "text/html" else _content(content) for mime, content in bundle.items()
    }


def _content(content: object) -> object:
    if isinstance(content, bytes):
        return b64encode(content).decode()
    if isinstance(content, str) and content.startswith("data:") and ";base64," in content[:100]:
        return content.partition(";base64,")[2]
    return content


def _error(error: CellError) -> dict[str, Any]:
    lines = [f'File "{frame.file}", line {frame.line}, in {frame.name}' for frame in error.traceback]
    last = f"{error.exception}: {error.problem}" if error.exception else error.problem
    return {
        "output_type": "error",
        "ename": error.exception or error.code,
        "evalue": error.problem,
        "traceback": [*lines, last],
    }
