"""`watch`: paths whose files are followed. Cells that read the global one is bound to run again when it changes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from cloche.runtime.state import State

SMALL = 65_536
"""Bytes up to which a file is compared by what it holds; a larger one by its size and when it was written."""

MOST = 10_000
"""Entries of a folder that are compared; what comes after them goes unseen."""

Stamp = tuple[object, ...]


class PathState(State[Path]):
    """A path that is followed: call it for the `Path`; most attributes of that are here as well."""

    _hidden: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, path: str | os.PathLike[str]) -> None:
        if not isinstance(path, (str, os.PathLike)):
            raise TypeError(f"A path is a text or a `Path`, not {path!r}.")
        super().__init__(Path(path), None, False)
        self._place = self._value.absolute()  # now: a cell may go elsewhere
        self._seen = self._stamp()

    def has_changed(self) -> bool:
        before, self._seen = self._seen, self._stamp()
        return before != self._seen

    def exists(self) -> bool:
        """Whether something lies there."""
        return self._value.exists()

    def __fspath__(self) -> str:
        return str(self._value)

    def __str__(self) -> str:
        return str(self._value)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in self._hidden:
            raise AttributeError(f"`{type(self).__name__}` has no `{name}`. Call it for the path itself: `…().{name}`.")
        return getattr(self._value, name)

    def _stamp(self) -> Stamp:
        """What is another when the path has changed."""
        raise NotImplementedError  # each kind of path has its own


class FileState(PathState):
    """A file that is followed, there or not."""

    _hidden = frozenset({"glob", "iterdir", "mkdir", "open", "rename", "replace", "rglob", "walk"})

    def read_text(self) -> str:
        """What the file holds, as text in UTF-8. Raises `FileNotFoundError` where there is none."""
        return self._value.read_text("utf-8")

    def read_bytes(self) -> bytes:
        """What the file holds. Raises `FileNotFoundError` where there is none."""
        return self._value.read_bytes()

    def write_text(self, value: str) -> int:
        """Write the file anew, in UTF-8; how many characters. Its readers follow, except the cell that wrote."""
        return self._value.write_text(value, "utf-8")

    def write_bytes(self, value: bytes) -> int:
        """Write the file anew; how many bytes. Its readers follow, except the cell that wrote."""
        return self._value.write_bytes(value)

    def _stamp(self) -> Stamp:
        try:
            found = self._place.stat()
            if found.st_size > SMALL:
                return (found.st_size, found.st_mtime_ns)
            return (found.st_size, hashlib.blake2b(self._place.read_bytes(), digest_size=16).digest())
        except OSError:
            return ()


class DirectoryState(PathState):
    """A folder that is followed: which files and folders lie in it, at any depth, not what these hold."""

    _hidden = frozenset(
        {"mkdir", "open", "read_bytes", "read_text", "remove", "rename", "replace", "touch", "unlink"}
        | {"write_bytes", "write_text"}
    )

    def iterdir(self) -> Iterator[Path]:
        """The files and folders directly in it."""
        return self._value.iterdir()

    def glob(self, pattern: str) -> Iterator[Path]:
        """Those whose path matches, seen from here."""
        return self._value.glob(pattern)

    def rglob(self, pattern: str) -> Iterator[Path]:
        """Those at any depth whose path matches."""
        return self._value.rglob(pattern)

    def walk(self) -> Iterator[tuple[Path, list[str], list[str]]]:
        """Each folder with the names of its folders and of its files, from this one down."""
        for folder, folders, files in os.walk(self._value):
            yield Path(folder), folders, files

    def _stamp(self) -> Stamp:
        found: list[str] = []
        for folder, folders, files in os.walk(self._place):
            found += (f"{folder}/{name}/" for name in folders)
            found += (f"{folder}/{name}" for name in files)
            if len(found) > MOST:
                break
        return tuple(sorted(found))


def file(path: str | os.PathLike[str]) -> FileState:
    """Follow a file: bind the result to a global, and the cells that read it run again when the file changes.

    That is when a cell, the files panel or a program on this computer (where
    the notebook lies in a folder of it) writes, replaces or removes the file.
    It need not be there yet. The cell that wrote it is left out. A file of up
    to 64 KiB counts as changed when it holds something else, a larger one
    when its size or the time of its last change is another.

    Raises `ValueError` if `path` is a folder, and `TypeError` if it is no path.
    """
    state = FileState(path)
    if state().is_dir():
        raise ValueError(f"`{path}` is a folder. Follow it with `watch.directory`.")
    return state


def directory(path: str | os.PathLike[str]) -> DirectoryState:
    """Follow a folder: readers run again when files or folders in it come, go or get another name, at any depth.

    What the files hold does not count: follow each with `watch.file`. Links
    are not followed, and of a folder with over 10,000 entries the first.

    Raises `ValueError` if `path` is no folder, and `TypeError` if it is no path.
    """
    state = DirectoryState(path)
    if not state().is_dir():
        what = "a file. Follow it with `watch.file`" if state().exists() else "not there. Make the folder first"
        raise ValueError(f"`{path}` is {what}.")
    return state


__all__ = ["DirectoryState", "FileState", "PathState", "directory", "file"]
