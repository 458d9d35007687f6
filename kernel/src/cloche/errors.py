"""Every exception Cloche raises on purpose.

ClocheError
├── NotebookError             the notebook needs an edit; the message says which
│   ├── NotANotebookError     the file holds no notebook
│   └── UnreadableTextError   the text cannot be Python source at all
├── HostError                 the browser or the file system said no
├── NotYetError               marimo has it, and Cloche will
└── ClocheBug                 our fault; worth a report

What is wrong with a notebook while someone types is no exception but a value:
see `cloche.graph.Graph.problems`. Exceptions that belong to one room only
(a malformed message, say) live there and derive from these.
"""

from __future__ import annotations


class ClocheError(Exception):
    """Base class. `code` is stable and goes over the wire; the text is not."""

    code = "cloche"

    def __init__(self, problem: str, *, hint: str = "") -> None:
        super().__init__(f"{problem}\n{hint}" if hint else problem)
        self.problem = problem
        self.hint = hint


class NotebookError(ClocheError):
    """The notebook as written cannot be used. The reader can fix it."""

    code = "notebook"


class NotANotebookError(NotebookError):
    """The file is something else: no `import cloche` with an `app = cloche.App()` after it."""

    code = "not-a-notebook"


class UnreadableTextError(NotebookError):
    """The text holds characters that no Python source may hold."""

    code = "unreadable-text"


class HostError(ClocheError):
    """The browser or the file system said no."""

    code = "host"


class NotYetError(ClocheError):
    """marimo has it, and Cloche will. The hint stands beside the message, for the page to show."""

    code = "not-yet"

    def __init__(self, problem: str, *, hint: str = "") -> None:
        super().__init__(problem)
        self.hint = hint


class ClocheBug(ClocheError):
    """Our fault. The message is worth sending to us."""

    code = "bug"
