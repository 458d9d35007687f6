"""Files and folders of the place where Python runs, to pick from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar, Literal

from cloche.ui import checks
from cloche.ui.element import Element, OnChange
from cloche.ui.file import file_types

_DEEPEST = 100
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class FileBrowserFileInfo:
    """A file or folder that was picked."""

    id: str
    path: Path
    name: str
    is_directory: bool


class file_browser(Element["tuple[FileBrowserFileInfo, ...]"]):
    """Files and folders that Python sees, to pick from. In the browser: the notebook's folder and what is around it.

    `filter` is a regular expression for names, or a function of a path; folders
    are always shown. With `restrict_navigation`, nothing above `initial_path`
    is shown or may be picked. Any path with the methods of `pathlib` will do.
    """

    kind: ClassVar[str] = "file-browser"

    def __init__(
        self,
        initial_path: str | Path = "",
        filetypes: Sequence[str] | None = None,
        selection_mode: Literal["file", "directory", "all"] | Sequence[Literal["file", "directory"]] = "file",
        multiple: bool = True,
        restrict_navigation: bool = True,
        value: str | Path | Sequence[str | Path] | None = None,
        *,
        filter: str | re.Pattern[str] | Callable[[Path], bool] | None = None,
        limit: int | None = None,
        label: str = "",
        on_change: OnChange | None = None,
        ignore_empty_dirs: bool = False,
    ) -> None:
        picked = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        paths = [self._path("value", each).resolve() for each in picked if each is not None]
        given = initial_path if initial_path != "" else (paths[0].parent if paths else ".")
        self._root = self._path("initial_path", given).resolve()
        if not self._root.is_dir():
            raise ValueError(f"`initial_path` is a folder that is there; {str(initial_path)!r} is none.")
        self._endings = tuple(each.lower() for each in file_types(filetypes))
        self._kinds = _kinds(selection_mode)
        self._multiple = checks.boolean("multiple", multiple)
        self._is_restricted = checks.boolean("restrict_navigation", restrict_navigation)
        self._skips_empty = checks.boolean("ignore_empty_dirs", ignore_empty_dirs)
        self._filter = _filter(filter)
        self._limit = checks.count("limit", limit) or _MOST
        super().__init__(
            [str(path) for path in paths],
            label=label,
            on_change=on_change,
            full_width=True,
            props={"multiple": multiple, "selection": sorted(self._kinds), "root": str(self._root)},
        )

    def name(self, index: int = 0) -> str | None:
        """The name of what was picked at `index`, or None where nothing was."""
        return self.value[index].name if index < len(self.value) else None

    def path(self, index: int = 0) -> Path | None:
        """The path of what was picked at `index`, or None where nothing was."""
        return self.value[index].path if index < len(self.value) else None

    def hear(self, message: object) -> bool:
        """`{"list": path}`: what is in a folder is wanted."""
        wanted = message.get("list") if isinstance(message, dict) else None
        if not isinstance(wanted, str):
            raise ValueError(f"The file browser does not know {message!r}.")
        try:
            folder = self._allowed(wanted)
            entries, is_cut = self._entries(folder)
        except (OSError, ValueError) as fault:
            self._say({"list": wanted, "problem": str(fault)})
            return False
        up = None if folder == folder.parent or (self._is_restricted and folder == self._root) else str(folder.parent)
        self._say({"list": wanted, "path": str(folder), "up": up, "entries": entries, "isCut": is_cut})
        return False

    def _read(self, answer: object) -> tuple[FileBrowserFileInfo, ...]:
        if not isinstance(answer, (list, tuple)) or not all(isinstance(each, str) for each in answer):
            raise ValueError(f"A file browser expected a list of paths, got {answer!r}.")
        if len(answer) > 1 and not self._multiple:
            raise ValueError(f"{len(answer)} paths are picked; `multiple` is False.")
        return tuple(self._picked(each) for each in answer)

    def _picked(self, text: str) -> FileBrowserFileInfo:
        path = self._allowed(text)
        if not path.exists():
            raise ValueError(f"`value` names {text!r}, which is not there.")
        is_directory = path.is_dir()
        if ("directory" if is_directory else "file") not in self._kinds:
            what = "a folder" if is_directory else "a file"
            raise ValueError(f"{text!r} is {what}; `selection_mode` allows {' and '.join(sorted(self._kinds))}.")
        return FileBrowserFileInfo(str(path), path, path.name, is_directory)

    def _allowed(self, text: str) -> Path:
        path: Path = self._path("value", text).resolve()
        if self._is_restricted and path != self._root and self._root not in path.parents:
            raise ValueError(f"{str(path)!r} is not in {str(self._root)!r}, and `restrict_navigation` is True.")
        return path

    def _path(self, name: str, given: Any) -> Any:
        if isinstance(given, str):
            root = getattr(self, "_root", None)
            return Path(given) if root is None else type(root)(given)
        if not hasattr(given, "iterdir"):
            raise ValueError(f"`{name}` is a path, not {given!r}.")
        return given

    def _entries(self, folder: Path) -> tuple[list[dict[str, object]], bool]:
        shown = [path for path in folder.iterdir() if self._is_shown(path)]
        shown.sort(key=lambda path: (not path.is_dir(), path.name.lower(), path.name))
        entries: list[dict[str, object]] = [
            {"name": path.name, "path": str(path), "isFolder": path.is_dir(), "size": _size(path)}
            for path in islice(shown, self._limit)
        ]
        return entries, len(shown) > self._limit

    def _is_shown(self, path: Path, depth: int = 0) -> bool:
        if path.name.startswith("."):
            return False
        if path.is_dir():
            return not self._skips_empty or self._holds_files(path, depth)
        if self._endings and not path.name.lower().endswith(self._endings):
            return False
        return self._filter is None or bool(self._filter(path))

    def _holds_files(self, folder: Path, depth: int) -> bool:
        if depth >= _DEEPEST or folder.is_symlink():
            return False
        try:
            return any(self._is_shown(path, depth + 1) for path in folder.iterdir())
        except OSError:
            return False


def _kinds(mode: object) -> frozenset[str]:
    if mode == "all":
        return frozenset({"file", "directory"})
    kinds = [mode] if isinstance(mode, str) else list(mode) if isinstance(mode, Sequence) else []
    if not kinds or not set(kinds) <= {"file", "directory"}:
        raise ValueError(f"`selection_mode` is 'file', 'directory', 'all' or a list of the first two; not {mode!r}.")
    return frozenset(kinds)


def _filter(filter: object) -> Callable[[Path], bool] | None:
    if filter is None or callable(filter):
        return filter
    try:
        pattern = re.compile(filter)  # type: ignore[call-overload]
    except (TypeError, re.error) as fault:
        raise ValueError(
            f"`filter` is a regular expression or a function of a path, not {filter!r}: {fault}."
        ) from None
    return lambda path: pattern.search(path.name) is not None


def _size(path: Path) -> int | None:
    try:
        return None if path.is_dir() else path.stat().st_size
    except OSError:
        return None
