"""Changes to a cell's text, and names given other names in it without touching anything else.

The text is edited, not printed anew from its tree, so comments and layout stay.
What comes out is parsed and compared with the tree that was wanted; where that
fails the cell is printed from the tree, under its old text as comments.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cloche.analysis import CodeProblem, parse
from cloche.analysis.scopes import Occurrence, Slot, Walk
from cloche.notebook.source import Source


@dataclass(frozen=True, slots=True)
class Edit:
    """`text` in place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


Choose = Callable[[int, Occurrence], str]
"""The name for the n-th occurrence of a walk; its own to leave it."""


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not overlap; the same edit given twice counts once."""
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def rename(code: str, choose: Choose) -> str:
    """The code with other names, chosen for each occurrence. Code that does not parse is left alone."""
    tree = parse(code)
    if isinstance(tree, CodeProblem):
        return code
    walk = Walk(tree)
    changes = [
        (occurrence, new)
        for at, occurrence in enumerate(walk.occurrences)
        if (new := choose(at, occurrence)) != occurrence.name
    ]
    if not changes:
        return code
    names = {occurrence.name: new for occurrence, new in changes}
    edited = _edited(code, tree, walk, changes, names)
    _rename_tree(walk, changes, names)
    wanted = _dump(tree)
    if edited is not None:
        made = parse(edited)
        if not isinstance(made, CodeProblem) and _dump(made) == wanted:
            return edited
    kept = "".join(f"# {line}\n" for line in code.split("\n"))
    return f"# Some names had to change; this was:\n{kept}{ast.unparse(ast.fix_missing_locations(tree))}"


def _dump(tree: ast.AST) -> str:
    return ast.dump(tree)


def place_of(slot: Slot) -> ast.AST:
    """The node that writes the name: of `x += 1`, which reads and binds `x`, the one `x`."""
    return slot.node.target if isinstance(slot.node, ast.AugAssign) else slot.node


def _is_attribute(occurrence: Occurrence) -> bool:
    """`x += 1` in a class: reads the global `x`, and binds another one."""
    scope = occurrence.place.scope
    return (
        isinstance(occurrence.slot.node, ast.AugAssign)
        and scope.kind == "class"
        and occurrence.name not in scope.globals
    )


# ------------------------------------------------------------------ the text


def _edited(
    code: str, tree: ast.Module, walk: Walk, changes: list[tuple[Occurrence, str]], names: dict[str, str]
) -> str | None:
    source = Source(code)
    formatted = _formatted(tree)
    edits: list[Edit] = []
    fields: dict[int, tuple[ast.JoinedStr, dict[str, str]]] = {}
    for occurrence, new in changes:
        if _is_attribute(occurrence):
            return None
        inside = formatted.get(id(occurrence.slot.node))
        if inside is not None:
            fields.setdefault(id(inside), (inside, {}))[1][occurrence.name] = new
            continue
        edit = _edit(source, occurrence.slot, occurrence.name, new)
        if edit is None:
            return None
        edits.append(edit)
    for node, renamed in fields.values():
        start, end = source.start(node), source.end(node)
        edits.append(Edit(start, end, _in_fields(code[start:end], renamed)))
    for declared, _ in walk.declared:
        start, end = source.start(declared), source.end(declared)
        words = re.sub(r"\w+", lambda found: names.get(found[0], found[0]), code[start + len("global") : end])
        edits.append(Edit(start, end, f"global{words}"))
    return apply(code, edits)


def _formatted(tree: ast.Module) -> dict[int, ast.JoinedStr]:
    """The nodes inside f-strings, by identity: before Python 3.12 their positions cannot be trusted."""
    found: dict[int, ast.JoinedStr] = {}
    waiting: list[tuple[ast.AST, ast.JoinedStr | None]] = [(tree, None)]
    while waiting:
        node, inside = waiting.pop()
        if inside is None and isinstance(node, ast.JoinedStr):
            inside = node
        if inside is not None:
            found[id(node)] = inside
        waiting += [(child, inside) for child in ast.iter_child_nodes(node)]
    return found


_FIELD_WORD = re.compile(r"\{\{|\}\}|(?<![\w.])[^\W\d]\w*|[{}]")


def _in_fields(text: str, renamed: dict[str, str]) -> str:
    """An f-string with names changed between its braces."""
    depth = 0

    def word(found: re.Match[str]) -> str:
        nonlocal depth
        part = found[0]
        if part in ("{", "}"):
            depth = max(0, depth + (1 if part == "{" else -1))
        elif depth:
            return renamed.get(part, part)
        return part

    return _FIELD_WORD.sub(word, text)


def _edit(source: Source, slot: Slot, old: str, new: str) -> Edit | None:
    node = place_of(slot)
    if isinstance(node, ast.Name):
        return _at(source, source.start(node), source.end(node), old, new)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        start = source.offset(node.lineno, node.col_offset)
        head = re.compile(r"(?:async|def|class|\s|\\\n)+(?=\w)").match(source.text, start)
        return _at(source, head.end(), head.end() + len(old), old, new) if head else None
    if isinstance(node, ast.Import | ast.ImportFrom):
        return _alias(source, node.names[slot.item], old, new)
    if isinstance(node, ast.MatchAs | ast.MatchStar):
        end = source.offset(getattr(node, "end_lineno", 1), getattr(node, "end_col_offset", 0))
        return _at(source, end - len(old), end, old, new)
    if isinstance(node, ast.MatchMapping):
        start = source.offset(node.lineno, node.col_offset)
        end = source.offset(node.end_lineno, node.end_col_offset)
        rest = list(re.compile(rf"\*\*\s*(?={re.escape(old)}\b)").finditer(source.text, start, end))
        return _at(source, rest[-1].end(), rest[-1].end() + len(old), old, new) if rest else None
    return None


def _alias(source: Source, alias: ast.alias, old: str, new: str) -> Edit | None:
    end = source.offset(alias.end_lineno or alias.lineno, alias.end_col_offset or 0)
    if alias.asname is not None:
        return _at(source, end - len(old), end, old, new)
    return None if "." in alias.name else Edit(end, end, f" as {new}")


def _at(source: Source, start: int, end: int, old: str, new: str) -> Edit | None:
    text = source.text[start:end]
    return Edit(start, end, new) if unicodedata.normalize("NFKC", text) == old else None


# ------------------------------------------------------------------ the tree


def _rename_tree(walk: Walk, changes: list[tuple[Occurrence, str]], names: dict[str, str]) -> None:
    for occurrence, new in changes:
        slot = occurrence.slot
        place = place_of(slot)
        if isinstance(place, ast.Import | ast.ImportFrom):
            _rename_import(place, slot, new)
        elif _is_attribute(occurrence) and slot.block is not None and isinstance(slot.node, ast.AugAssign):
            fetch = ast.Assign([ast.Name(occurrence.name, ast.Store())], ast.Name(new, ast.Load()))
            slot.block.insert(slot.block.index(slot.node), fetch)
        else:
            setattr(place, "id" if isinstance(place, ast.Name) else slot.attribute, new)
    for node, _ in walk.declared:
        node.names = [names.get(name, name) for name in node.names]


def _rename_import(node: ast.Import | ast.ImportFrom, slot: Slot, new: str) -> None:
    alias = node.names[slot.item]
    if isinstance(node, ast.Import) and alias.asname is None and "." in alias.name and slot.block is not None:
        # `import a.b` binds `a`, and has no form that binds it to another name.
        call = ast.Call(ast.Name("__import__", ast.Load()), [ast.Constant(alias.name)], [])
        give = ast.Assign([ast.Name(new, ast.Store())], call)
        slot.block.insert(slot.block.index(node) + 1, give)
        alias.name, alias.asname = alias.name.partition(".")[0], new
    else:
        alias.asname = new
