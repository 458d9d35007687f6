"""`stop`: end a cell on purpose."""

from __future__ import annotations


class CellStopped(BaseException):
    """Raised by `stop`. Not an `Exception`, so that a cell's own `except Exception` lets it through."""

    def __init__(self, output: object = None) -> None:
        super().__init__("The cell stopped itself.")
        self.output = output


def stop(predicate: object, output: object | None = None) -> None:
    """End the cell here if `predicate` is true, and show `output`. Cells that read its names do not run.

    >>> stop(False)
    """
    if predicate:
        raise CellStopped(output)
