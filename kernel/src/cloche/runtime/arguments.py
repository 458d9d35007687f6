"""`cli_args`: the arguments that a notebook was run with, by name."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence

Argument = str | int | float | bool


class CLIArgs(Mapping[str, "Argument | list[Argument]"]):
    """Arguments by name; one that was given several times has a list."""

    def __init__(self, values: Mapping[str, Sequence[Argument]]) -> None:
        self._values = {name: list(found) for name, found in values.items()}

    def __getitem__(self, name: str) -> Argument | list[Argument]:
        values = self._values[name]
        return values[0] if len(values) == 1 else list(values)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(dict(self))

    def get_all(self, key: str) -> list[Argument]:
        """All values given for a name, also none or one."""
        return list(self._values.get(key, ()))

    def to_dict(self) -> dict[str, Argument | list[Argument]]:
        """The same as a plain dictionary."""
        return dict(self)


def cli_args() -> CLIArgs:
    """The arguments of the command line: `--name value`, `--name=value` or `--flag`.

    Numbers become numbers, `true` and `false` become bools, a flag alone is an
    empty text, and a name given several times has a list. Words that belong to
    no name are left out. In the browser there are none.
    """
    return CLIArgs(parsed_arguments(sys.argv[1:]))


def parsed_arguments(arguments: Sequence[str]) -> dict[str, list[Argument]]:
    """
    >>> parsed_arguments(["--n", "3", "--name=Ada", "--fast", "--n", "-4", "--title", "two", "words"])
    {'n': [3, -4], 'name': ['Ada'], 'fast': [''], 'title': ['two words']}
    """
    found: dict[str, list[Argument]] = {}
    name, words = "", list[str]()

    def keep() -> None:
        if name:
            found.setdefault(name, []).append(_value(" ".join(words)))

    for argument in arguments:
        if not _is_name(argument):
            words.append(argument)
            continue
        keep()
        name, has_value, value = argument.lstrip("-").partition("=")
        words = [value] if has_value else []
    keep()
    return found


def _is_name(argument: str) -> bool:
    """`--name` or `-n`, but not a negative number."""
    return argument.startswith("--") or (argument.startswith("-") and isinstance(_value(argument), str))


def _value(text: str) -> Argument:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text == "true" or text == "True" if text in ("true", "True", "false", "False") else text
