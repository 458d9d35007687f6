"""Sound from the person's microphone."""

from __future__ import annotations

from io import BytesIO
from typing import ClassVar

from cloche.ui.element import Element, OnChange


class microphone(Element[BytesIO]):
    """Records sound when the person presses it; the value is a file of it in memory, empty before.

    The browser asks for permission first, and picks the format (mostly WebM or
    MP4); `audio(value)` plays all of them.

    >>> microphone().value.getvalue()
    b''
    """

    kind: ClassVar[str] = "microphone"

    def __init__(self, *, label: str = "", on_change: OnChange | None = None) -> None:
        super().__init__(None, label=label, on_change=on_change, props={})

    def _read(self, answer: object) -> BytesIO:
        if answer is None:
            return BytesIO()
        if not isinstance(answer, (bytes, bytearray, memoryview)):
            raise ValueError(f"A microphone expected a recording, got {type(answer).__name__}.")
        return BytesIO(bytes(answer))

    def _shown_value(self) -> object:
        return None
