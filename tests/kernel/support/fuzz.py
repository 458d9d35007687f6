"""Inputs that nobody thought of: notebook files and other formats, cut, doubled, mixed and bent.

    python tests/kernel/support/fuzz.py --seconds 600 [folder of more seeds ...]

keeps every input that reaches a line of `cloche` not reached before and goes on from there (that needs
`sys.monitoring`, so Python 3.12 or newer; older ones mutate the seeds alone). What is promised stands in the functions
`*_is_kept`; each failure is printed with the input that shows it.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
import time
import traceback
import types
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

from cloche.errors import NotebookError
from cloche.notebook import Cell, Notebook, read, write
from cloche.notebook.convert import convert, to_ipynb, to_markdown, to_script

FOLDER = Path(__file__).parents[2] / "format"
SCRIPT = '''#!/usr/bin/env python
# /// script
# dependencies = ["numpy"]
# ///
"""A script."""
# %% [markdown]
# # Title
#
# - text
# %% named tags=["a"]
import os, sys
x = [i for i in range(3)]  # note
# %%
%matplotlib inline
!ls -l
for i in x:
    print(f"{i!r:>{3}}", end="")
# + [raw]
# -
def f(a, *, b=1):
    """Doc."""
    return a + b
if __name__ == "__main__":
    f(1)
'''
MARKDOWN = """---
title: A page
marimo-version: 0.9.0
---

# Title

```python {.marimo name="first" hide_code="true"}
x = 1
```

Text with ``code`` and

~~~{python}
#| echo: false
y = x
~~~

```{code-cell} ipython3
:tags: [a]
%%time
print(y)
```

````python
"```"
````

```sql {.marimo query="df"}
SELECT * FROM t
```
"""
JUPYTER = {
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": ["# A\n", "![a](attachment:b.png)"], "attachments": {}},
        {
            "cell_type": "code",
            "metadata": {"tags": ["hide-input"]},
            "source": "%%time\nimport numpy as np\nx = 1",
            "outputs": [],
        },
        {
            "cell_type": "code",
            "metadata": {},
            "source": ["!pip install a b\n", "x = x + 1\n", "print(x)?"],
            "outputs": [{}],
        },
        {"cell_type": "code", "metadata": {}, "source": "%%bash\necho $x\n", "execution_count": None},
        {"cell_type": "raw", "metadata": {}, "source": "raw\n"},
        {"cell_type": "code", "metadata": {}, "source": "for i in range(3):\n    y = await f(i)\ndel y\ndisplay(i)"},
    ],
    "metadata": {"kernelspec": {"language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}

BITS = (
    *('"""', "'''", "f'", "rb'", "(", ")", "[", "{", "#", ":", ";", ",", "\\", "\\\n", "é"),
    *("\n", "\n\n\n", "\r\n", "\r", "    ", "\t", "\f", "\u2028", "\ufeff", "\x1a", "\0", "\ud800"),
    *("@app.cell\n", "@app.function\n", "def _():\n", "async def f(x):\n", "    return\n", "    return (x,)\n"),
    *("with app.setup:\n", "app._unparsable_cell(", "import marimo\n", "app = cloche.App()\n", "if __name__ =="),
    *("<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "# %%\n", "# %% [markdown]\n", "# ///\n", "# /// script\n"),
    *("```python\n", "```\n", "---\n", "~~~", "%%time\n", "!ls\n", "%x y\n", "x?\n", "await x\n", "lambda:"),
    *("class A:\n", "global x\n", "x = 1\n", "from __future__ import annotations\n", "from a import *\n"),
)


def seeds(folders: list[Path]) -> dict[str, list[str]]:
    """The first inputs of each kind."""
    files = [path.read_bytes().decode() for path in sorted(FOLDER.glob("*.py"))]
    for folder in folders:
        files += [path.read_bytes().decode(errors="replace") for path in sorted(folder.rglob("*.py"))]
    made = [to_markdown(read(text)) for text in files[:40]]
    scripts = [script for text in files[:40] if (script := _script(read(text)))]
    return {
        "file": files,
        "py": [SCRIPT, *scripts],
        "md": [MARKDOWN, *made],
        "ipynb": [json.dumps(JUPYTER), *(to_ipynb(read(text)) for text in files[:20])],
    }


def _script(notebook: Notebook) -> str:
    """As a plain script, if it can be one: some await, or wait for each other."""
    with suppress(NotebookError):
        return to_script(notebook)
    return ""


def mutated(random: Random, text: str, other: str) -> str:
    """The text with a few things cut out, doubled, moved, put in, or taken from another."""
    for _ in range(random.choice([1, 1, 1, 2, 3, 6])):
        text = _bent(random, text, other)
    return text


def _bent(random: Random, text: str, other: str) -> str:
    at, to, start = random.randint(0, len(text)), random.randint(0, len(text)), random.randint(0, len(other))
    cut = text[at : at + random.choice([1, 2, 5, 20, 80, 400])]
    graft = other[start : start + random.choice([5, 40, 300])]
    lines = text.split("\n")
    row = random.randrange(len(lines))
    above, line, below = lines[:row], lines[row], lines[row + 1 :]
    margin = random.choice(["", " ", "    ", "\t"])
    return random.choice(
        [
            text[:at] + text[at + len(cut) :],
            text[:at] + random.choice(BITS) + text[at:],
            text[:at] + random.choice(BITS) + text[at:],
            text[:to] + cut + text[to:],
            text[:at] + graft + text[at:],
            "\n".join([*above, *below]),
            "\n".join([*above, margin + line, *below]),
            "\n".join([*above, line.lstrip(), *below]),
            text[:at],
        ]
    )


# ------------------------------------------------------------------ promises


def file_is_kept(text: str) -> None:
    """Unedited it is written back; with a cell more, no line is lost."""
    try:
        notebook = read(text)
    except NotebookError:
        try:
            notebook = read(text, recover=True)
        except NotebookError:
            return
    if notebook.origin is not None:
        assert write(notebook) == text, "unedited, it is another file"
    after = write(notebook.with_cells(*notebook.cells, Cell("added", "added = 1")))
    again = read(after)
    assert again.cells[-1].code == "added = 1", "the new cell is not the last"
    lost = lost_lines(text, after)
    assert not lost, f"lost: {lost}"
    anew = write(Notebook(notebook.cells))
    ast.parse(anew)
    kept = [found.code.split() for found in notebook.cells if found.code or found.kind != "setup"]
    assert [found.code.split() for found in read(anew).cells] == kept, "written anew, it has other cells"


def lost_lines(before: str, after: str) -> list[str]:
    """Lines that are not blank and are nowhere in the text after; how a string escapes them does not matter."""
    there = Counter(_bare(line) for line in re.split(r"\r\n|\r|\n", after))
    text = _bare(after)
    found = (_bare(line) for line in re.split(r"\r\n|\r|\n", before))
    return [line for line in found if line and line not in there and line not in text and not _SIGNATURE.search(line)]


_SIGNATURE = re.compile(
    r"^(?:@app\b.*|(?:async)?def\w+\((?:\w+,?)*\)?:?.*|\w+,|\w*\)|\W*|\W*return[\w,()]*(?:#.*)?|(?:async)?withapp\.setup.*|if__name__.*)$"
    r"|app\._unparsable"
)
"""What is written anew around a cell: its frame, and names in it."""


def _bare(line: str) -> str:
    return re.sub(r"[\s\\\"'\ufeff]", "", line)


def conversion_is_kept(kind: str) -> Callable[[str], None]:
    """Whatever can be converted gives a file that is Python and holds what the notebook holds."""

    def promise(text: str) -> None:
        try:
            notebook = convert(text, kind).notebook
        except NotebookError:
            return
        made = write(notebook)
        if notebook.origin is None:
            ast.parse(made)
            kept = [found.code.split() for found in notebook.cells if found.code or found.kind != "setup"]
            assert [found.code.split() for found in read(made).cells] == kept, "written and read, it has other cells"
        json.loads(to_ipynb(notebook))
        to_markdown(notebook)
        _script(notebook)

    return promise


PROMISES: dict[str, Callable[[str], None]] = {
    "file": file_is_kept,
    "py": conversion_is_kept("py"),
    "md": conversion_is_kept("md"),
    "ipynb": conversion_is_kept("ipynb"),
}


# -------------------------------------------------------------------- running


class Reached:
    """Which lines of `cloche` have been run, where Python can tell cheaply."""

    def __init__(self) -> None:
        self._new = 0
        self.total = 0
        if sys.version_info >= (3, 12):
            events = sys.monitoring
            events.use_tool_id(events.COVERAGE_ID, "fuzz")
            events.register_callback(events.COVERAGE_ID, events.events.BRANCH, self._branch)
            events.register_callback(events.COVERAGE_ID, events.events.LINE, self._line)
            events.set_events(events.COVERAGE_ID, events.events.LINE | events.events.BRANCH)
        self._seen: set[tuple[int, int, int]] = set()

    def _line(self, code: types.CodeType, line: int) -> object:
        return self._note(code, line, -1)

    def _branch(self, code: types.CodeType, at: int, to: int) -> object:
        if "cloche" in code.co_filename and (id(code), at, to) not in self._seen:
            self._seen.add((id(code), at, to))
            self._new += 1
        return None

    def _note(self, code: types.CodeType, at: int, to: int) -> object:
        if "/cloche/" in code.co_filename:
            self._new += 1
        return sys.monitoring.DISABLE if sys.version_info >= (3, 12) else None

    def news(self) -> bool:
        """Whether something new has been reached since the last question."""
        new, self._new = self._new, 0
        self.total += new
        return new > 0


def inputs(random: Random, corpus: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Endless inputs; files three times as often as each of the others."""
    while True:
        kind = random.choice(["file", "file", "file", "py", "md", "ipynb"])
        # What was found last is what is still worth most.
        pool = corpus[kind]
        text = pool[-1 - int(len(pool) * random.random() ** 2)] if random.random() < 0.5 else random.choice(pool)
        yield kind, mutated(random, text, random.choice(pool))


def attempt(kind: str, text: str) -> str:
    """What is wrong with what is made of an input; empty if nothing is."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            PROMISES[kind](text)
    except Exception:  # noqa: BLE001 - whatever escapes is what we look for
        return traceback.format_exc(limit=-3)
    return ""


def main(arguments: list[str]) -> int:
    """Fuzz for some seconds; 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    corpus = seeds(given.folders)
    random = Random(given.seed)
    reached = Reached()
    for kind, texts in corpus.items():
        for text in texts:
            attempt(kind, text)
    reached.news()
    counts: Counter[str] = Counter()
    failures: dict[str, tuple[str, str]] = {}
    ends = time.monotonic() + given.seconds
    for kind, text in inputs(random, corpus):
        if time.monotonic() > ends:
            break
        counts[kind] += 1
        fault = attempt(kind, text)
        if reached.news() and len(text) < 20_000:
            corpus[kind].append(text)
            counts["kept"] += 1
        if fault:
            shown = failures.get(fault[-160:])
            if shown is None or len(shown[1]) > len(text):
                failures[fault[-160:]] = (fault, text)
    for fault, text in failures.values():
        print(f"---\n{text!r}\n{fault}")
    print(f"{sum(counts.values()) - counts['kept']} inputs {dict(counts)}, {len(failures)} kinds of failure")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
