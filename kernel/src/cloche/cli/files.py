"""Files in and out, with errors that name the file and the next step."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path

from cloche.errors import HostError, NotebookError
from cloche.notebook import Notebook, read


class UnreadableError(HostError):
    """A file that the command line names cannot be used at all: exit code 2."""

    code = "unreadable"


def text_of(name: str) -> str:
    """The text of a file, its line ends as they are."""
    try:
        return Path(name).read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"{name} is not UTF-8 text: byte {error.start + 1} is no part of a character.",
            hint="Save it as UTF-8. If it is no text file, it is no notebook.",
        ) from None
    except OSError as error:
        raise UnreadableError(
            f"{name} cannot be read: {error.strerror or error}.", hint="Check the path and that you may read it."
        ) from None


def notebook_in(name: str) -> Notebook:
    """The notebook in a file."""
    try:
        return read(text_of(name), path=name)
    except NotebookError as error:
        problem = error.problem if name in error.problem else f"{name}: {error.problem}"
        raise UnreadableError(problem, hint=error.hint) from None


def put(text: str, name: str | None) -> None:
    """Write to a file, or to standard output where none is named. Line ends stay as they are."""
    if name is None or name == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    try:
        Path(name).write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise UnreadableError(
            f"{name} cannot be written: {error.strerror or error}.", hint="Check that the folder exists and is yours."
        ) from None


def exit_code(verb: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """A verb whose errors are told, the file named: 2 for files that cannot be used, 1 for what a notebook lacks."""

    @wraps(verb)
    def run(arguments: argparse.Namespace) -> int:
        try:
            return verb(arguments)
        except UnreadableError as error:
            complain(error)
            return 2
        except NotebookError as error:
            complain(error, arguments.file)
            return 1

    return run


def say(text: str) -> None:
    """A line for the person, apart from what the program gives."""
    print(text, file=sys.stderr)


def complain(error: HostError | NotebookError, name: str = "") -> None:
    """An error as a line or two on standard error."""
    problem = error.problem if not name or name in error.problem else f"{name}: {error.problem}"
    say(f"cloche: {problem}")
    if error.hint:
        say(f"        {error.hint}")
