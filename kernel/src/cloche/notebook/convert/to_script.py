"""A notebook to a flat script: the code of its cells, in the order in which they run.

Text cells become comments. The `# %%` marks let editors show the parts, and
`read_script` read them again.
"""

from __future__ import annotations

from collections.abc import Sequence

from cloche.analysis import is_private
from cloche.errors import NotebookError
from cloche.notebook.convert.flow import Part, off, parts
from cloche.notebook.convert.versions import apart
from cloche.notebook.describe import Study
from cloche.notebook.model import Notebook


def to_script(notebook: Notebook) -> str:
    """The text of the script. Raises `NotebookError` if the cells have no order, or one of them awaits."""
    study = Study.of(notebook)
    found = parts(study, order="run")
    silent = off(study)
    _refuse_await(found, silent)
    codes = apart([part.text if _runs(part, silent) else "" for part in found], is_private)
    blocks = [notebook.header.strip()] if notebook.header.strip() else []
    for part, code in zip(found, codes, strict=True):
        if part.kind != "code":
            kind = {"markdown": "[markdown]", "html": "[html]", "raw": "[raw]"}[part.kind]
            blocks.append(f"# %% {kind}\n{_commented(part.text)}")
        elif _runs(part, silent):
            blocks.append(f"# %%\n{code}")
        else:
            reason = "switched off in the notebook" if part.index in silent else "no Python as written"
            blocks.append(f"# %% {reason}\n{_commented(part.text)}")
    return "\n\n".join(blocks) + "\n"


def _runs(part: Part, silent: frozenset[int]) -> bool:
    broken = part.analysis.problem is not None and part.analysis.problem.code == "syntax-error"
    return part.kind == "code" and part.index not in silent and not broken


def _refuse_await(found: Sequence[Part], silent: frozenset[int]) -> None:
    for part in found:
        if part.analysis.is_async and part.index not in silent:
            raise NotebookError(
                f"Cell {part.index + 1} uses `await` outside of a function, which a plain script cannot.",
                hint="Run the notebook itself (`python notebook.py`), or wrap it: `asyncio.run(...)`.",
            )


def _commented(text: str) -> str:
    return "\n".join(f"# {line}" if line.strip() else "#" for line in text.split("\n"))
