"""What a notebook may ask about where it runs."""

from __future__ import annotations

import sys
from ast import literal_eval
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cloche.runtime.cellrun import current
from cloche.runtime.query import QueryParams


class Parameters(Mapping[str, object]):
    """Parameters by name; one that was given several times has a list."""

    def __init__(self, values: Mapping[str, list[object]]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> object:
        values = self._values[name]
        return values[0] if len(values) == 1 else list(values)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(dict(self))

    def get_all(self, name: str) -> list[object]:
        """All values given for a name, also none or one."""
        return list(self._values.get(name, ()))

    def to_dict(self) -> dict[str, object]:
        """The same as a plain dictionary."""
        return dict(self)


@dataclass(frozen=True, slots=True)
class AppMeta:
    """How the notebook is being used."""

    mode: Literal["edit", "run", "script"]


def running_in_notebook() -> bool:
    """Whether a notebook's kernel runs this code; False in a plain script."""
    return current() is not None


def app_meta() -> AppMeta:
    """How the notebook is being used: `edit`, `run`, or `script` for `python notebook.py`."""
    run = current()
    return AppMeta(run.setting.mode if run is not None else "script")


def query_params() -> QueryParams:
    """The parameters of the page's address, to read and to change."""
    run = current()
    return QueryParams({}) if run is None else run.query


def cli_args() -> Parameters:
    """The arguments of the command line: `--name value`, `--name=value` or `--flag`.

    Numbers and True, False and None become Python's; a flag alone is an empty text.
    """
    return Parameters(parsed_arguments(sys.argv[1:]))


def parsed_arguments(arguments: list[str]) -> dict[str, list[object]]:
    """
    >>> parsed_arguments(["--n", "3", "--name=Ada", "--fast", "--n", "4"])
    {'n': [3, 4], 'name': ['Ada'], 'fast': ['']}
    """
    found: dict[str, list[object]] = {}
    name = None
    for argument in [*arguments, "--"]:
        if argument.startswith("--") or (argument.startswith("-") and argument[1:2].isalpha()):
            if name is not None:
                found.setdefault(name, []).append("")
            name, has_value, value = argument.lstrip("-").partition("=")
            if has_value:
                found.setdefault(name, []).append(_value(value))
            if has_value or not name:
                name = None
        elif name is not None:
            found.setdefault(name, []).append(_value(argument))
            name = None
    return found


def _value(text: str) -> object:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    try:
        value = literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text
    return value if value is None or isinstance(value, (int, float)) else text


def notebook_dir() -> Path | None:
    """The folder that the notebook lies in."""
    filename = _filename()
    return Path(filename).absolute().parent if filename else None


def notebook_location() -> Path | None:
    """The folder to find files beside the notebook; in the browser, that of its files."""
    return notebook_dir()


def _filename() -> str:
    run = current()
    if run is not None:
        return run.setting.filename
    return str(getattr(sys.modules.get("__main__"), "__file__", "") or "")
