"""Imports said twice, and the few statements that a cell may not hold.

An import that a cell above has made already stays as a comment. `import a.b`
below `import a` moves up to it, since both define `a`.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

from cloche.analysis import CodeProblem, parse
from cloche.analysis.scopes import Walk
from cloche.notebook.convert.edits import Edit, apply
from cloche.notebook.source import Source

Key = tuple[str, str, int, bool]
"""Module, name, level, and whether it was imported under a name of its own."""


@dataclass(slots=True)
class _Known:
    """An import that counts for the cells below: what, and the cell and offset where it ends."""

    key: Key
    cell: int
    end: int
    modules: set[str] = field(default_factory=set)


def single_imports(codes: Sequence[str]) -> list[str]:
    """The same cells, where an import is made in one of them only.

    >>> single_imports(["import os", "import os\\nos.sep"])
    ['import os', '# import os  (already imported above)\\nos.sep']
    """
    known: dict[str, _Known] = {}
    edits: list[list[Edit]] = [[] for _ in codes]
    for at, code in enumerate(codes):
        tree = parse(code)
        if isinstance(tree, CodeProblem):
            continue
        source = Source(code)
        edits[at] += _unwanted(source, tree)
        bound = _bindings(tree)
        found = list(_imported(tree))
        own = {name for _, _, name, _ in found}
        for name in bound.keys() - own:
            known.pop(name, None)
        dropped: dict[ast.stmt, list[ast.alias]] = {}
        for node, alias, name, key in found:
            before = known.get(name)
            module_of = key[0] if not key[3] and not key[1] else ""
            if bound[name] > sum(1 for other in found if other[2] == name):
                known.pop(name, None)
            elif before is None:
                known[name] = _Known(key, at, source.end(node), {module_of} if module_of else set())
            elif before.cell == at:
                before.modules.add(module_of)
            elif before.key == key or (module_of and module_of in before.modules):
                dropped.setdefault(node, []).append(alias)
            elif module_of and before.modules:
                before.modules.add(module_of)
                edits[before.cell].append(Edit(before.end, before.end, f"\nimport {module_of}"))
                dropped.setdefault(node, []).append(alias)
            else:
                known.pop(name, None)
        edits[at] += [_without(source, node, aliases) for node, aliases in dropped.items()]
    return [apply(code, _joined(changes)) for code, changes in zip(codes, edits, strict=True)]


def _joined(edits: list[Edit]) -> list[Edit]:
    """Insertions at one place in the order they were made."""
    inserted: dict[int, str] = {}
    for edit in edits:
        if edit.start == edit.end and edit.text not in inserted.get(edit.start, ""):
            inserted[edit.start] = inserted.get(edit.start, "") + edit.text
    others = [edit for edit in edits if edit.start != edit.end]
    return [*others, *(Edit(at, at, text) for at, text in inserted.items())]


def _bindings(tree: ast.Module) -> dict[str, int]:
    """How often each global name is bound or deleted."""
    counts: dict[str, int] = {}
    for occurrence in Walk(tree).occurrences:
        if occurrence.action != "read" and occurrence.is_global():
            counts[occurrence.name] = counts.get(occurrence.name, 0) + 1
    return counts


def _imported(tree: ast.Module) -> list[tuple[ast.stmt, ast.alias, str, Key]]:
    found: list[tuple[ast.stmt, ast.alias, str, Key]] = []
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                found.append((node, alias, name, (alias.name, "", 0, alias.asname is not None)))
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            for alias in node.names:
                if alias.name != "*":
                    key = (node.module or "", alias.name, node.level, alias.asname is not None)
                    found.append((node, alias, alias.asname or alias.name, key))
    return found


def _unwanted(source: Source, tree: ast.Module) -> list[Edit]:
    """`from __future__` and a `global` outside of functions: they say nothing, and no function may hold them."""
    edits = []
    for node in tree.body:
        if isinstance(node, ast.Global):
            edits.append(_commented(source, node, "a cell's names are global anyway"))
        elif isinstance(node, ast.ImportFrom) and node.module == "__future__" and node.level == 0:
            edits.append(_commented(source, node, "the way of today's Python"))
    return edits


def _without(source: Source, node: ast.stmt, aliases: list[ast.alias]) -> Edit:
    assert isinstance(node, ast.Import | ast.ImportFrom)
    left = [alias for alias in node.names if alias not in aliases]
    if not left:
        return _commented(source, node, "already imported above")
    kept: ast.stmt = ast.Import(left) if isinstance(node, ast.Import) else ast.ImportFrom(node.module, left, node.level)
    return Edit(source.start(node), source.end(node), ast.unparse(kept))


def _commented(source: Source, node: ast.stmt, reason: str) -> Edit:
    start, end = source.start(node), source.end(node)
    before = source.text[source.line_start(node.lineno) : start]
    after = source.text[end : source.line_start((node.end_lineno or node.lineno) + 1)]
    if before.strip() or (after.strip() and not after.strip().startswith("#")):
        return Edit(start, end, "pass")
    text = source.text[start:end].split("\n")
    text[0] = f"{text[0]}  ({reason})"
    return Edit(start, end, "\n".join(f"# {line}" for line in text))
