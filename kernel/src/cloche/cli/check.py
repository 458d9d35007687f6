"""`cloche check`: what is wrong with notebooks, found without running them."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from cloche.checks import Finding, check, fixed
from cloche.cli.files import UnreadableError, complain, notebook_in, put, say
from cloche.notebook import Notebook, write

_HELP = """\
Find what keeps a notebook from running, what is likely a mistake, and what fails in a browser.

examples:
  cloche check notebook.py
  cloche check --fix *.py
  cloche check --json notebook.py | jq '.findings[].code'

exit codes: 0 nothing wrong, 1 errors found (with --strict: anything found), 2 a file could not be read.
A line that ends in `# cloche: ignore[code]` is left out of warnings and notes with that code.
"""


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "check",
        help="find what is wrong with notebooks without running them",
        description=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a notebook (.py), or a folder of them")
    parser.add_argument("--fix", action="store_true", help="make the fixes that change nothing but the text")
    parser.add_argument("--json", action="store_true", help="one JSON object for each file, one a line")
    parser.add_argument("--strict", action="store_true", help="exit with 1 for warnings and notes as well")
    parser.set_defaults(run=run, list="files")


def run(arguments: argparse.Namespace) -> int:
    """Check each file. 2 if one could not be read, else 1 if one has errors, else 0."""
    worst = 0
    for name in _files(arguments.files):
        try:
            worst = max(worst, _check(name, arguments))
        except UnreadableError as error:
            worst = 2
            if arguments.json:
                print(json.dumps({"file": name, "error": error.problem, "hint": error.hint, "findings": []}))
            else:
                complain(error, name)
    return worst


def _files(names: list[str]) -> list[str]:
    """The files named; of a folder, the notebooks in it."""
    found: list[str] = []
    for name in names:
        folder = Path(name)
        if not folder.is_dir():
            found.append(name)
            continue
        for path in sorted(folder.rglob("*.py")):
            try:
                notebook_in(str(path))
            except UnreadableError:
                continue
            found.append(str(path))
    return found


def _check(name: str, arguments: argparse.Namespace) -> int:
    notebook = notebook_in(name)
    before = check(notebook)
    made: list[Finding] = []
    if arguments.fix:
        notebook, made = _fix(name, notebook, before)
    findings = check(notebook) if made else before
    if arguments.json:
        described = [finding.as_dict() for finding in findings]
        print(json.dumps({"file": name, "findings": described, "fixed": [finding.code for finding in made]}))
    else:
        _print(name, findings, made)
    is_bad = any(arguments.strict or finding.severity == "error" for finding in findings)
    return 1 if is_bad else 0


def _fix(name: str, notebook: Notebook, before: tuple[Finding, ...]) -> tuple[Notebook, list[Finding]]:
    after = fixed(notebook)
    text = write(after)
    if notebook.origin is not None and text == notebook.origin.text:
        return notebook, []
    put(text, name)
    left = Counter(finding.code for finding in check(after))
    gone = Counter(finding.code for finding in before) - left
    made = []
    for finding in before:
        if finding.fix and gone[finding.code] > 0:
            gone[finding.code] -= 1
            made.append(finding)
    return notebook_in(name), made


def _print(name: str, findings: tuple[Finding, ...], made: list[Finding]) -> None:
    for finding in made:
        say(f"{name}: fixed {finding.code}: {finding.fix}")
    for finding in findings:
        where = name if finding.file_line is None else f"{name}:{finding.file_line}:{finding.file_column or 1}"
        cell = "" if finding.cell is None else f" (cell {finding.cell + 1}{_named(finding)})"
        print(f"{where}: {finding.severity}[{finding.code}]{cell} {finding.message}")
        if finding.hint:
            print(f"    {finding.hint}")
        if finding.fix:
            print(f"    --fix can do it: {finding.fix}.")
    say(f"{name}: {_summary(findings)}")


def _named(finding: Finding) -> str:
    return "" if finding.name in ("", "_") else f" {finding.name}"


def _summary(findings: tuple[Finding, ...]) -> str:
    counts = Counter(finding.severity for finding in findings)
    if not counts:
        return "nothing to say"
    words = (f"{counts[kind]} {kind}{'' if counts[kind] == 1 else 's'}" for kind in ("error", "warning", "note"))
    return ", ".join(word for word in words if not word.startswith("0 "))
