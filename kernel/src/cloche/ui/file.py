"""Files that the person hands over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from cloche.ui import checks
from cloche.ui.element import Element, OnChange


@dataclass(frozen=True, slots=True)
class FileUploadResults:
    """A file that was handed over: its name, and what is in it."""

    name: str
    contents: bytes = field(repr=False)


class file(Element["tuple[FileUploadResults, ...]"]):
    """Files that the person chooses or drops. They stay in this browser: nothing is sent anywhere.

    `filetypes` are endings (".csv") or kinds ("image/*"); `max_size` is in bytes.
    The page hands the file itself over, and the worker reads it piece by piece.

    >>> file(filetypes=[".csv"], multiple=True).value
    ()
    """

    kind: ClassVar[str] = "file"

    def __init__(
        self,
        filetypes: Sequence[str] | None = None,
        multiple: bool = False,
        kind: Literal["button", "area"] = "button",
        *,
        max_size: int = 100_000_000,
        label: str = "",
        on_change: OnChange | None = None,
    ) -> None:
        self._multiple = checks.boolean("multiple", multiple)
        if not isinstance(max_size, int) or isinstance(max_size, bool) or max_size <= 0:
            raise ValueError(f"`max_size` is a number of bytes above 0, not {max_size!r}.")
        self._max_size = max_size
        super().__init__(
            [],
            label=label,
            on_change=on_change,
            props={
                "filetypes": file_types(filetypes),
                "multiple": multiple,
                "kind": checks.one_of("kind", kind, ("button", "area")),
                "max_size": max_size,
            },
        )

    def name(self, index: int = 0) -> str | None:
        """The name of the file at `index`, or None where there is none."""
        return self.value[index].name if index < len(self.value) else None

    def contents(self, index: int = 0) -> bytes | None:
        """What is in the file at `index`, or None where there is none."""
        return self.value[index].contents if index < len(self.value) else None

    def _read(self, answer: object) -> tuple[FileUploadResults, ...]:
        if not isinstance(answer, (list, tuple)):
            raise ValueError(f"A file element expected a list of files, got {type(answer).__name__}.")
        if len(answer) > 1 and not self._multiple:
            raise ValueError(f"{len(answer)} files were handed over; `multiple` is False.")
        return tuple(self._one(given) for given in answer)

    def _one(self, given: Any) -> FileUploadResults:
        if not isinstance(given, dict) or not isinstance(given.get("name"), str):
            raise ValueError("A file element expected files with a name and contents.")
        name, contents = given["name"], given.get("contents")
        if not isinstance(contents, (bytes, bytearray, memoryview)):
            raise ValueError(f"{name} could not be read: it changed, or was moved. Choose it again.")
        if len(contents) > self._max_size:
            raise ValueError(f"{name} has {len(contents):,} bytes; `max_size` is {self._max_size:,}.")
        return FileUploadResults(name, bytes(contents))

    def _shown_value(self) -> object:
        return [{"name": each.name, "size": len(each.contents)} for each in self._value]


def file_types(filetypes: Sequence[str] | None) -> list[str]:
    """Endings and kinds of files, checked."""
    if filetypes is None:
        return []
    if isinstance(filetypes, str) or not isinstance(filetypes, Sequence):
        raise ValueError(f"`filetypes` is a list such as ['.csv', 'image/*'], not {filetypes!r}.")
    for each in filetypes:
        if not isinstance(each, str) or not (each.startswith(".") or "/" in each):
            raise ValueError(f"`filetypes` are endings such as '.csv' or kinds such as 'image/*', not {each!r}.")
    return list(filetypes)
