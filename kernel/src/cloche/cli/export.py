"""`cloche export`: notebooks for people and programs that have no Cloche."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from pathlib import Path

from cloche.cli.files import UnreadableError, exit_code, notebook_in, put, say
from cloche.notebook import Notebook
from cloche.notebook.convert import to_ipynb, to_markdown, to_script

_HELP = """\
Write a notebook as a page to read (.html), a Jupyter notebook (.ipynb), Markdown (.md) or a plain script (.py),
or what its cells show as a session (.json), kept in __cloche__/session/ beside the notebook if no file is named.

HTML, Jupyter files and sessions hold what the cells show: the notebook runs once here, in this Python, to get it.
The page is one file without scripts; what cells show is sanitised.

examples:
  cloche export notebook.py -o page.html
  cloche export notebook.py -o page.html --no-code
  cloche export notebook.py -o notebook.ipynb --no-outputs
  cloche export notebook.py --format md > notebook.md
  cloche export notebook.py --format session

exit codes: 0 done, 1 written but a cell failed (or the notebook has no order to run in), 2 a file could not be
read or written. A file named by -o is overwritten.
"""

FORMATS = ("html", "ipynb", "md", "py", "session")


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "export",
        help="write a notebook as HTML, .ipynb, Markdown, a plain script, or what its cells show",
        description=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="a notebook (.py)")
    parser.add_argument("-o", "--output", metavar="OUT", help="the file to write; its ending says the format")
    parser.add_argument("--format", choices=FORMATS, help="the format, where OUT does not say it")
    parser.add_argument("--no-outputs", action="store_true", help="run nothing: code and text alone (html, ipynb)")
    parser.add_argument("--no-code", action="store_true", help="leave the code out (html)")
    parser.add_argument("--order", choices=("page", "run"), default="page", help="of the cells in an .ipynb")
    parser.set_defaults(run=run)


@exit_code
def run(arguments: argparse.Namespace) -> int:
    """Export one notebook; 1 if a cell failed on the way."""
    kind = _format(arguments)
    if arguments.output and Path(arguments.output).exists() and Path(arguments.output).samefile(arguments.file):
        raise UnreadableError(
            f"{arguments.output} is the notebook itself; it would be overwritten.", hint="Name another file with -o."
        )
    notebook = notebook_in(arguments.file)
    if kind == "md":
        put(to_markdown(notebook), arguments.output)
        return 0
    if kind == "py":
        put(to_script(notebook), arguments.output)
        return 0
    return _with_outputs(notebook, kind, arguments)


def _format(arguments: argparse.Namespace) -> str:
    ending = Path(arguments.output or "").suffix.lstrip(".").lower()
    kind = arguments.format or {"htm": "html", "markdown": "md", "json": "session"}.get(ending, ending)
    if kind not in FORMATS:
        raise UnreadableError(
            f"`{arguments.output}` does not say which format is meant." if arguments.output else "No format is named.",
            hint="Name a file that ends in .html, .ipynb, .md, .py or .json with -o, or choose one with --format.",
        )
    return str(kind)


def _with_outputs(notebook: Notebook, kind: str, arguments: argparse.Namespace) -> int:
    # The kernel is only loaded where something runs.
    from cloche.export import Result, jupyter_outputs, page, run_all, session_path, session_text

    results: list[Result] | None = None
    if not arguments.no_outputs or kind == "session":
        _prepare(arguments.file)
        total = len(notebook.cells)
        done = 0

        def tell(cell: int) -> None:
            nonlocal done
            done += 1
            name = notebook.cells[cell].name
            say(f"[{done}/{total}] cell {cell + 1}{'' if name == '_' else f' {name}'}")

        results = asyncio.run(run_all(notebook, tell))
    if kind == "html":
        title = "" if notebook.app.get("app_title") else Path(arguments.file).stem
        put(page(notebook, results, show_code=not arguments.no_code, title=title), arguments.output)
    elif kind == "session":
        path = arguments.output or session_path(arguments.file)
        if path != "-":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        put(session_text(notebook, results or []), str(path))
    else:
        outputs = jupyter_outputs(results) if results is not None else None
        put(to_ipynb(notebook, order=arguments.order, outputs=outputs), arguments.output)
    failed = [at for at, result in enumerate(results or ()) if result.failed]
    for at in failed:
        error = results[at].error if results else None
        if error is not None and error.code not in ("ancestor-failed",):
            say(f"cell {at + 1} failed: {error.exception + ': ' if error.exception else ''}{error.problem}")
    return 1 if failed else 0


def _prepare(file: str) -> None:
    """What a notebook expects of the Python it runs in."""
    from cloche.hosts import alias

    path = Path(file)
    sys.argv = [str(path)]
    sys.path.insert(0, str(path.absolute().parent))
    os.environ.setdefault("MPLBACKEND", "module://cloche.runtime.pyplot")
    alias.install()
