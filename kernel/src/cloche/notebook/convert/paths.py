"""Which binding of a name a reader of it can count on, as far as one cell's tree tells.

A binding counts for what follows it in its own block and in the blocks inside
that. What stands in a branch, a loop's body or a function may never run.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from cloche.analysis.scopes import Occurrence, Walk
from cloche.notebook.convert.edits import place_of

Path = tuple[int, ...]

_MAYBE = (ast.BoolOp, ast.IfExp, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda)
_BODIES = ("body", "orelse", "handlers", "cases")


@dataclass(slots=True)
class Use:
    """All that one cell does with one global name."""

    occurrences: list[int] = field(default_factory=list)
    """Their numbers in the walk."""
    first_bind: int | None = None
    is_sure: bool = False
    """After the cell the name is bound by it, whatever way its branches went."""
    reads_before: bool = False
    """Some reader in the cell may see a value from outside."""
    splits: bool = False
    """All that comes before the first binding runs before it, and all the rest after it."""

    @property
    def binds(self) -> bool:
        """The cell binds the name."""
        return self.first_bind is not None


def uses(walk: Walk, tree: ast.Module) -> dict[str, Use]:
    """What a cell does with each global name."""
    paths = _paths(tree)
    found: dict[str, Use] = {}
    bound: dict[str, list[Path]] = {}
    simple: dict[str, bool] = {}
    for at, occurrence in enumerate(walk.occurrences):
        if not occurrence.is_global() or occurrence.is_handled():
            continue
        name, late = occurrence.name, occurrence.place.scope.late
        use = found.setdefault(name, Use())
        use.occurrences.append(at)
        path = _path(paths, occurrence)
        if occurrence.action == "bind":
            if use.first_bind is None:
                use.first_bind = at
                both = any(_is_same_node(walk, other, at) for other in use.occurrences[:-1])
                use.splits = path == () and simple.get(name, True) and not both
            use.is_sure = use.is_sure or path == ()
            bound.setdefault(name, []).append(path)
        elif not any(path[: len(known)] == known for known in bound.get(name, ())):
            use.reads_before = True
        if use.first_bind is None and (late or occurrence.action == "delete"):
            simple[name] = False
    return found


def _is_same_node(walk: Walk, first: int, second: int) -> bool:
    return place_of(walk.occurrences[first].slot) is place_of(walk.occurrences[second].slot)


def _path(paths: dict[int, Path], occurrence: Occurrence) -> Path:
    return paths.get(id(occurrence.slot.node), ())


def _paths(tree: ast.Module) -> dict[int, Path]:
    """For each node the blocks around it that need not run, outermost first."""
    found: dict[int, Path] = {}
    waiting: list[tuple[ast.AST, Path]] = [(tree, ())]
    count = 0
    while waiting:
        node, path = waiting.pop()
        found[id(node)] = path
        for name, value in ast.iter_fields(node):
            inside = path
            if _may_skip(node, name):
                count += 1
                inside = (*path, count)
            for child in value if isinstance(value, list) else [value]:
                if not isinstance(child, ast.AST):
                    continue
                if isinstance(node, _MAYBE) or name in ("handlers", "cases"):
                    count += 1
                    waiting.append((child, (*inside, count)))
                else:
                    waiting.append((child, inside))
    return found


def _may_skip(node: ast.AST, field_name: str) -> bool:
    if isinstance(node, ast.Module | ast.With | ast.AsyncWith | ast.ClassDef):
        return False
    return field_name in _BODIES and isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case)
