"""A button that hands a file to the person."""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable
from html import escape
from pathlib import Path, PurePath
from typing import Any, ClassVar

from cloche.outputs.dataurl import data_url
from cloche.outputs.html import Html
from cloche.outputs.markdown import render_inline
from cloche.ui.element import Element

INLINE = 1_000_000
"""Bytes that stand in the page at once. More, and what a function gives, comes when it is asked for."""


def download(
    data: Any,
    filename: str | Callable[[], str] | None = None,
    mimetype: str | None = None,
    disabled: bool = False,
    *,
    label: str = "Download",
) -> Html:
    """A link that downloads: bytes, a file, an address (a text), or a function (also `async`) that gives one of these.

    A function is called when the link is pressed; so is one for the `filename`.
    """
    if callable(data) or callable(filename):
        return Download(data, filename, mimetype, disabled, label)
    if isinstance(data, str) and not disabled:
        return Html(_link(data, filename or PurePath(data.partition("?")[0]).name, label))
    content = b"" if isinstance(data, str) else as_bytes(data)
    if len(content) > INLINE or disabled:
        return Download(data, filename, mimetype, disabled, label)
    name, kind = named(data, filename, mimetype)
    return Html(_link(data_url(kind, content), name, label))


class Download(Element[None]):
    """The link whose content comes when it is pressed."""

    kind: ClassVar[str] = "download"

    def __init__(
        self, data: Any, filename: str | Callable[[], str] | None, mimetype: str | None, disabled: bool, label: str
    ) -> None:
        self._data = data
        self._filename = filename
        self._mimetype = mimetype
        super().__init__(None, label=label, props={"disabled": disabled})

    def hear(self, message: object) -> object:
        """`{"press": n}`: the content is wanted."""
        if not isinstance(message, dict) or "press" not in message:
            return super().hear(message)
        return self._hand_over(message["press"])

    async def _hand_over(self, press: object) -> bool:
        try:
            data = self._data() if callable(self._data) else self._data
            if inspect.isawaitable(data):
                data = await data
            filename = self._filename() if callable(self._filename) else self._filename
            name, kind = named(data, filename, self._mimetype)
            content: dict[str, object] = {"url": data} if isinstance(data, str) else {"bytes": as_bytes(data)}
        except BaseException:
            self._say({"press": press, "failed": True})
            raise
        self._say({"press": press, "filename": name, "mimetype": kind, **content})
        return False

    def _read(self, answer: object) -> None:
        return None


def as_bytes(data: Any) -> bytes:
    """What is in it."""
    if isinstance(data, PurePath):
        data = Path(data).read_bytes()
    if isinstance(data, io.IOBase):
        data = data.read()
    if isinstance(data, str):
        return data.encode()
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise TypeError(f"What is downloaded is bytes, a file or an address, not {type(data).__name__}.")
    return bytes(data)


def named(data: object, filename: str | None, mimetype: str | None) -> tuple[str, str]:
    """The file's name and kind, each from the other where one is missing."""
    from mimetypes import guess_type

    own = getattr(data, "name", None)
    address = PurePath(data.partition("?")[0]).name if isinstance(data, str) else ""
    name = filename or (PurePath(own).name if isinstance(own, str) else "") or address or "download"
    return name, mimetype or guess_type(name)[0] or "application/octet-stream"


def _link(address: str, name: str, label: str) -> str:
    return (
        f'<a class="cloche-button cloche-download" href="{escape(address)}" download="{escape(name)}">'
        f"{render_inline(label)}</a>"
    )
