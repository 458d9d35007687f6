"""`cloche inspect`: what is known of notebooks without running them."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from cloche.errors import ClocheError, HostError
from cloche.notebook import Study, read

DESCRIPTION = """Show what is known of notebooks without running them: each cell with what it defines and reads, which
cell follows from which, and what is wrong.

With --json each file gives one object on a line: file, header, app, cells, edges, problems. Cells count from 0.

examples:
  cloche inspect notebook.py
  cloche inspect --json *.py | jq '.edges'

exit codes: 0 every file was read (whatever is wrong in it), 2 a file could not be read."""


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "inspect",
        help="show a notebook's cells, what they define and read, and what is wrong with it",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a notebook (.py)")
    parser.add_argument("--json", action="store_true", help="one JSON object for each file, one a line")
    parser.set_defaults(run=run, list="files")


def run(arguments: argparse.Namespace) -> int:
    """Print each file; 2 if one of them could not be read."""
    failed = False
    for name in arguments.files:
        try:
            study = Study.of(read(_text(name), path=name))
        except ClocheError as error:
            failed = True
            print(f"{name}: {error.problem}\n  {error.hint}", file=sys.stderr)
            continue
        print(json.dumps(study.describe(), default=repr) if arguments.json else table(study))
    return 2 if failed else 0


def _text(name: str) -> str:
    try:
        # Read as bytes: Python would turn the file's line ends into its own.
        return Path(name).read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise HostError(
            f"The file is not UTF-8 text: byte {error.start + 1} is no part of a character.",
            hint="Save it as UTF-8. If it is no text file, it is no notebook.",
        ) from None
    except OSError as error:
        raise HostError(
            f"The file cannot be read: {error.strerror or error}.",
            hint="Check the path and that you may read it.",
        ) from None


def table(study: Study) -> str:
    """A notebook for people: one line a cell, then its problems."""
    notebook, graph = study.notebook, study.graph
    count = f"{len(notebook.cells)} cell{'' if len(notebook.cells) == 1 else 's'}"
    lines = [f"{notebook.path}  ({notebook.module}, {count}, {len(graph.edges())} edges)"]
    rows = [("", "cell", "kind", "defines", "reads")]
    for number, cell in enumerate(_cells(study), 1):
        rows.append((str(number), *cell))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = [
            text.rjust(width) if at == 0 else text.ljust(width)
            for at, (text, width) in enumerate(zip(row[:4], widths, strict=True))
        ]
        lines.append("  ".join([*cells, row[4]]).rstrip())
    for problem in graph.problems:
        where = ", ".join(str(graph.number(cell)) for cell in problem.cells)
        at = f", line {problem.line}" if problem.line else ""
        lines.append(f"! {problem.code} (cell {where}{at}): {problem.message}")
        if problem.hint:
            lines.append(f"    {problem.hint}")
    return "\n".join(lines)


def _cells(study: Study) -> list[tuple[str, str, str, str]]:
    described = study.describe()["cells"]
    assert isinstance(described, list)
    return [(cell["name"], cell["kind"], _short(cell["defs"]), _short(cell["refs"])) for cell in described]


def _short(names: list[str]) -> str:
    text = ", ".join(names)
    return text if len(text) <= 40 else f"{text[:37]}..."
