"""The block of a file's header that declares its dependencies (PEP 723): read, and added to.

Only the array of dependencies is rewritten; comments and other keys of the
block stay as they are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence

from cloche.notebook.convert.installs import normal

_BLOCK = re.compile(r"(?m)^# /// script[ \t]*$\n(?P<body>(?:^#(?: .*)?$\n)*?)^# ///[ \t]*$")
_ARRAY = re.compile(r"(?m)^dependencies[ \t]*=[ \t]*(?=\[)")

_TOOLS = ("cloche", "marimo")
_TABLES = ("runtime", "experimental")


def dependencies(header: str) -> tuple[str, ...]:
    """The requirements that a header declares; none where its block cannot be read.

    >>> dependencies('# /// script\\n# dependencies = ["numpy>=2"]\\n# ///')
    ('numpy>=2',)
    """
    found = _BLOCK.search(header)
    return _declared(_toml(found["body"])) if found else ()


def runs_strictly(header: str) -> bool:
    """Whether a header asks for strict execution, in Cloche's table or, as marimo's settings have it, in marimo's.

    >>> runs_strictly('# /// script\\n# [tool.marimo.experimental]\\n# execution_type = "strict"\\n# ///')
    True
    """
    found = _BLOCK.search(header) if "execution_type" in header else None
    try:
        tools = tomllib.loads(_toml(found["body"])).get("tool", {}) if found else {}
        tables = [tools[tool].get(table, {}) for tool in _TOOLS if tool in tools for table in _TABLES]
        return any(table.get("execution_type") == "strict" for table in tables)
    except (tomllib.TOMLDecodeError, RecursionError, AttributeError):
        return False


def with_dependencies(header: str, wanted: Iterable[str]) -> str:
    """The header with the `wanted` requirements added, those it has left alone."""
    found = _BLOCK.search(header)
    if found is None:
        new = _block(_merged((), wanted))
        return _beneath_shebang(header, new)
    toml = _toml(found["body"])
    merged = _merged(_declared(toml), wanted)
    if merged == _declared(toml):
        return header
    body = "".join(f"# {line}".rstrip() + "\n" for line in _replaced(toml, _array(merged)).split("\n"))
    return header[: found.start("body")] + body + header[found.end("body") :]


def _toml(body: str) -> str:
    return "\n".join(line[2:] if line.startswith("# ") else line[1:] for line in body.splitlines())


def _declared(toml: str) -> tuple[str, ...]:
    try:
        declared = tomllib.loads(toml).get("dependencies", [])
    except (tomllib.TOMLDecodeError, RecursionError):
        return ()
    return tuple(item for item in declared if isinstance(item, str)) if isinstance(declared, list) else ()


def _merged(declared: Sequence[str], wanted: Iterable[str]) -> tuple[str, ...]:
    merged = {normal(requirement): requirement for requirement in declared}
    for requirement in wanted:
        name = normal(requirement)
        if name not in merged or (merged[name] == name and requirement != name and name not in map(normal, declared)):
            merged[name] = requirement
    return tuple(merged.values())


def _replaced(toml: str, array: str) -> str:
    start = _ARRAY.search(toml)
    if start is None:
        # Keys after a table would belong to it.
        return f"dependencies = {array}\n{toml}".rstrip("\n")
    for end in range(start.end(), len(toml) + 1):
        if toml[end - 1] != "]":
            continue
        try:
            tomllib.loads(toml[start.start() : end])
        except tomllib.TOMLDecodeError:
            continue
        return toml[: start.end()] + array + toml[end:]
    return toml


def _array(requirements: Sequence[str]) -> str:
    return "[\n" + "".join(f"    {_quoted(item)},\n" for item in requirements) + "]"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _block(requirements: Sequence[str]) -> str:
    listed = f"dependencies = {_array(requirements)}" if len(requirements) > 2 else _short(requirements)
    return "# /// script\n" + "".join(f"# {line}\n" for line in listed.split("\n")) + "# ///"


def _short(requirements: Sequence[str]) -> str:
    return f"dependencies = [{', '.join(map(_quoted, requirements))}]"


def _beneath_shebang(header: str, block: str) -> str:
    first, newline, rest = header.partition("\n")
    if first.startswith("#!"):
        return f"{first}\n{block}\n{rest}".rstrip("\n") if newline else f"{first}\n{block}"
    return f"{block}\n{header}".rstrip("\n")
