"""`cloche convert`: other documents to notebooks."""

from __future__ import annotations

import argparse
from pathlib import Path

from cloche.cli.files import UnreadableError, exit_code, put, say, text_of
from cloche.errors import NotebookError
from cloche.notebook import write
from cloche.notebook.convert import READERS, convert

_HELP = """\
Make a notebook of a Jupyter notebook (.ipynb), a Markdown file (.md, .qmd) or a script (.py, also with
`# %%` marks). A file that is a notebook already is read and written again.

Names that the document defines more than once get names of their own (df, df_1, ...), so that it means
what it meant from top to bottom. Magics and shell lines stay as comments that say what to do instead.

examples:
  cloche convert analysis.ipynb -o analysis.py
  cloche convert script.py > notebook.py

exit codes: 0 done, 2 the file could not be read or converted. A file named by -o is overwritten.
"""


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "convert",
        help="make a notebook of an .ipynb, Markdown or .py file",
        description=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="an .ipynb, .md, .qmd or .py file")
    parser.add_argument("-o", "--output", metavar="OUT", help="the notebook to write (.py); standard output without")
    parser.set_defaults(run=run)


@exit_code
def run(arguments: argparse.Namespace) -> int:
    """Convert one file."""
    suffix = Path(arguments.file).suffix.lstrip(".").lower()
    if suffix not in {*READERS, "markdown"}:
        raise UnreadableError(
            f"{arguments.file} cannot be converted: its name ends in none of .ipynb, .md, .qmd and .py.",
            hint="Rename it by what it holds. To write these formats, use `cloche export`.",
        )
    _refuse_other(arguments.output)
    try:
        converted = convert(text_of(arguments.file), suffix, path=arguments.file)
    except NotebookError as error:
        raise UnreadableError(f"{arguments.file}: {error.problem}", hint=error.hint) from None
    put(write(converted.notebook), arguments.output)
    for note in converted.notes:
        say(f"note: {note}")
    if arguments.output:
        count = len(converted.notebook.cells)
        say(f"{arguments.output}: {count} cell{'' if count == 1 else 's'}")
    return 0


def _refuse_other(output: str | None) -> None:
    if output and output != "-" and Path(output).suffix not in (".py", ""):
        raise UnreadableError(
            f"{output} would not be a notebook: `convert` writes .py files.",
            hint=f"To write {Path(output).suffix} files, use `cloche export NOTEBOOK -o {output}`.",
        )
