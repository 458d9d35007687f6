"""A notebook to Markdown: text cells as text, code in fences that `read_markdown` knows."""

from __future__ import annotations

import json
import re

from cloche.notebook.convert.flow import Part, parts
from cloche.notebook.convert.markdown import SEPARATOR, blocks
from cloche.notebook.describe import Study, options
from cloche.notebook.model import Notebook
from cloche.notebook.write import VERSION


def to_markdown(notebook: Notebook) -> str:
    """The text of the `.md`: the cells in page order under a front matter."""
    found = parts(Study.of(notebook), is_text=_stays_text)
    pieces = [_front_matter(notebook)]
    before_is_text = False
    for part in found:
        is_text = part.kind == "markdown"
        if is_text and before_is_text:
            pieces.append(SEPARATOR)
        pieces.append(part.text if is_text else _fence(part))
        before_is_text = is_text
    return "\n\n".join(pieces) + "\n"


def _stays_text(part: Part) -> bool:
    """Whether the text is read back as what it is: it may hold fences and separators itself."""
    config = part.cell.config
    plain = part.cell.name == "_" and not config.disabled and config.column is None
    return (
        part.kind == "markdown"
        and plain
        and list(blocks(f"{part.text}\n\n{SEPARATOR}\n\nnext")) == [("text", part.text), ("text", "next")]
    )


def _fence(part: Part) -> str:
    code = part.cell.code
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    marks = "`" * (longest + 1)
    attributes = [".marimo"]
    if part.cell.kind == "unparsable":
        attributes.append('unparsable="true"')
    if part.cell.kind == "setup":
        attributes.append('setup="true"')
    if part.cell.name not in ("_", "setup"):
        attributes.append(f'name="{part.cell.name}"')
    for name, value in options(part.cell).items():
        if name in ("column", "disabled", "hide_code"):
            attributes.append(f'{name}="{str(value).lower()}"')
    return f"{marks}python {{{' '.join(attributes)}}}\n{code}\n{marks}"


def _front_matter(notebook: Notebook) -> str:
    lines = ["---"]
    for name, value in notebook.app.as_dict().items():
        if isinstance(value, str | bool | int | float):
            lines.append(f"{'title' if name == 'app_title' else name}: {_scalar(value)}")
    lines.append(f"{notebook.module}-version: {notebook.version or VERSION}")
    lines.append("cells: true")
    if notebook.header.strip():
        lines += ["header: |-", *(f"  {line}".rstrip() for line in notebook.header.strip().split("\n"))]
    return "\n".join([*lines, "---"])


def _scalar(value: object) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    if re.fullmatch(r"[A-Za-z][\w ]*", value) and value not in ("true", "false", "null", "yes", "no"):
        return value.strip()
    return json.dumps(value, ensure_ascii=False)
