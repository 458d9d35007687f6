"""What the file's functions take and return: a cell's place among all others.

A parameter is a name read from outside that is neither a builtin nor importable
from the top of the file; a name is returned if some cell reads it. The names
alone decide how a cell is run; the signature is there so that the file reads as
Python, for people, formatters and type checkers.
"""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from cloche.analysis import Analysis, Annotation
from cloche.protocol import CellKind

BUILTINS = frozenset(dir(builtins)) | {"__builtin__", "__builtins__", "__file__", "__class__"}

_RESERVED = {"app", "__name__", "__generated_with"}


@dataclass(frozen=True, slots=True)
class Signature:
    """How the file holds a cell.

    `params` may carry a declared type: `x: int`.
    """

    kind: CellKind
    params: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()
    is_async: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the signature of one cell depends on in all others; cells are counted from 0 in page order."""

    setup: int | None
    importable: frozenset[int]
    """The cells that the file holds as a function or a class of its own."""
    given: frozenset[str]
    """Names that no cell has to be handed."""
    used: Container[str]
    """Names that some cell reads."""
    types: Mapping[str, Annotation]

    @classmethod
    def of(cls, kinds: Sequence[CellKind], analyses: Sequence[Analysis]) -> Surroundings:
        """Those of a whole notebook, in page order."""
        setup = next((at for at, kind in enumerate(kinds) if kind == "setup" and _is_sound(analyses[at])), None)
        others = [analysis for at, analysis in enumerate(analyses) if at != setup]
        defined = frozenset().union(*(analysis.defs for analysis in others))
        used = frozenset().union(*(analysis.refs for analysis in others))
        given = (BUILTINS - defined) | (analyses[setup].defs if setup is not None else frozenset())
        importable = _importable(setup, analyses, given)
        given |= {_name(analyses[at]) for at in importable}
        types = {name: annotation for analysis in analyses for name, annotation in analysis.annotations}
        return cls(setup, importable, given, used, types)

    def signature(self, at: int, analysis: Analysis) -> Signature:
        """The signature of the cell that stands at `at`."""
        if not _is_sound(analysis):
            return Signature("unparsable")
        if at == self.setup:
            return Signature("setup", is_async=analysis.is_async)
        if at in self.importable and analysis.definition is not None:
            return Signature(analysis.definition.kind)
        known = self.given | analysis.defs
        params = (
            _param(name, self.types, known)
            for name in sorted(analysis.refs - known)
            if name.isidentifier() and not keyword.iskeyword(name)
        )
        returns = sorted(name for name in analysis.defs - analysis.sql.defs if name in self.used)
        return Signature("cell", tuple(params), tuple(returns), analysis.is_async)


def signatures(kinds: Sequence[CellKind], analyses: Sequence[Analysis]) -> tuple[Signature, ...]:
    """The signature of every cell of a notebook, in page order."""
    around = Surroundings.of(kinds, analyses)
    return tuple(around.signature(at, analysis) for at, analysis in enumerate(analyses))


def _param(name: str, types: Mapping[str, Annotation], known: frozenset[str]) -> str:
    annotation = types.get(name)
    if annotation is None:
        return name
    if annotation.refs <= known:
        return f"{name}: {annotation.text}"
    # What the type is called is not known at the top of the file.
    escaped = annotation.text.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name}: "{escaped}"'


def _is_sound(analysis: Analysis) -> bool:
    return analysis.problem is None and analysis.fits_function


def _name(analysis: Analysis) -> str:
    return analysis.definition.name if analysis.definition else ""


def _importable(setup: int | None, analyses: Sequence[Analysis], given: frozenset[str]) -> frozenset[int]:
    """The cells that are one function or class which needs nothing but what can be imported with it.

    What it needs while it is being defined has to stand above it.
    """
    counts: dict[str, int] = {}
    for analysis in analyses:
        for name in analysis.defs:
            counts[name] = counts.get(name, 0) + 1
    found = {
        at: analysis.definition
        for at, analysis in enumerate(analyses)
        if analysis.definition is not None
        and at != setup
        and _is_sound(analysis)
        and not analysis.is_async
        and analysis.definition.name not in _RESERVED
        and counts[analysis.definition.name] == 1
    }
    while True:
        names = given | {definition.name for definition in found.values()}
        above = given
        kept = {}
        for at, definition in found.items():
            needs = analyses[at].refs - analyses[at].sql.refs - {definition.name}
            if needs <= names and definition.eager - {definition.name} <= above:
                kept[at] = definition
                above = above | {definition.name}
        if len(kept) == len(found):
            return frozenset(found)
        found = kept
