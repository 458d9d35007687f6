"""A notebook as a value: header, app options, cells.

Nothing here reads or writes text. What was read is remembered beside the cells
(`Origin`), so that what nobody edited is written back as it stood.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from cloche.protocol import CellConfig, CellKind

ModuleName = Literal["cloche", "marimo"]


@dataclass(frozen=True, slots=True)
class Option:
    """A keyword argument of `App(...)` or of a cell's decorator.

    `value` is None where the source is no literal; the source is kept.
    """

    name: str
    source: str
    value: object = None


@dataclass(frozen=True, slots=True)
class AppConfig:
    """What stands in the brackets of `app = cloche.App(...)`.

    >>> AppConfig.of(width="medium").as_dict()
    {'width': 'medium'}
    """

    options: tuple[Option, ...] = ()

    @classmethod
    def of(cls, **values: object) -> AppConfig:
        """A configuration from values; a string is written in double quotes."""
        return cls(tuple(Option(name, literal(value), value) for name, value in values.items()))

    def as_dict(self) -> dict[str, object]:
        """The options whose value is written out as a literal."""
        return {
            option.name: option.value for option in self.options if option.source == "None" or option.value is not None
        }

    def get(self, name: str, default: object = None) -> object:
        """The value of one option."""
        return self.as_dict().get(name, default)

    def put(self, **values: object) -> AppConfig:
        """The same options with some changed, in their places; None takes one away."""
        kept = [self._changed(option, values) for option in self.options if values.get(option.name, option) is not None]
        new = {name: value for name, value in values.items() if value is not None}
        for option in self.options:
            new.pop(option.name, None)
        return AppConfig((*kept, *AppConfig.of(**new).options))

    @staticmethod
    def _changed(option: Option, values: Mapping[str, object]) -> Option:
        if option.name not in values:
            return option
        value = values[option.name]
        return Option(option.name, literal(value), value)


def literal(value: object) -> str:
    """A value as Python source, strings in double quotes as formatters like them."""
    if isinstance(value, str):
        text = repr(value)
        if text.startswith("'") and '"' not in text:
            return f'"{text[1:-1]}"'
        return text
    if isinstance(value, list):
        return f"[{', '.join(literal(item) for item in value)}]"
    return repr(value)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a notebook file.

    `kind` says how the file holds it; an "unparsable" cell is kept as a string.
    `extra` are options that Cloche has no use for but must not lose.
    """

    name: str
    code: str
    kind: CellKind = "cell"
    config: CellConfig = field(default_factory=CellConfig)
    extra: tuple[Option, ...] = ()
    index: int | None = field(default=None, compare=False)
    """Which cell of the file this was, from 0; None for a new one."""


@dataclass(frozen=True, slots=True)
class Block:
    """Where a cell stood: its lines, and what stood between them and the lines above."""

    gap: str
    text: str
    is_broken: bool = False
    """These lines keep the file from being Python."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The text a notebook was read from, in the pieces an edit leaves alone.

    `text` is all of it. `preamble` runs from the import to the app's statement,
    which `app` is; `footer` is what follows the last cell.
    """

    text: str
    newline: str
    preamble: str
    app: str
    blocks: tuple[Block, ...]
    footer: str
    notebook: Notebook


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook file.

    `header` is what stands above the import: shebang, comments, docstring, the
    block that declares dependencies. `module` is what the file imports, under
    the name `alias`, and `version` what wrote it.
    """

    cells: tuple[Cell, ...] = ()
    header: str = ""
    app: AppConfig = field(default_factory=AppConfig)
    module: ModuleName = "cloche"
    alias: str = ""
    version: str | None = None
    path: str = field(default="", compare=False)
    origin: Origin | None = field(default=None, compare=False, repr=False)

    def with_origin(self, origin: Origin) -> Notebook:
        """The same notebook, remembering what it was read from."""
        return replace(self, origin=origin)

    def with_cells(self, *cells: Cell) -> Notebook:
        """The same notebook with other cells."""
        return replace(self, cells=cells)
