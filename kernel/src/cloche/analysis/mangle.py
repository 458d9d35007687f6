"""Private names made truly private: `_x` of cell `c3` becomes the global `_cell_c3_x`.

All cells share one global namespace, so what belongs to a cell alone needs a
name of its own there. The tree is rewritten, never the text: what people see
keeps the original spelling, and `unmangle` gives it back in messages.

The name in `except … as error:` gets the same treatment: Python deletes it at
the end of the block, and must not delete another cell's `error`.
"""

from __future__ import annotations

import ast
import re

from cloche.analysis.analyse import is_private
from cloche.analysis.scopes import Occurrence, Slot, Walk


def mangle(tree: ast.Module, cell_id: str) -> ast.Module:
    """Give the private names of a cell's tree their global spelling, in place.

    Local variables, parameters and class attributes that look private are left
    alone; positions stay. A private function keeps its `__name__`. Where a class
    body binds a name that is also private to the cell, a read after the binding
    means the class's, even if at run time the binding was skipped.
    """
    walk = Walk(tree)
    found = [occurrence for occurrence in walk.occurrences if occurrence.is_global()]
    bound = {occurrence.name for occurrence in found if occurrence.action == "bind" and not occurrence.is_handled()}
    privates = {name for name in bound if is_private(name)}
    privates |= {o.name for o in found if o.action == "bind" and o.is_handled() and is_private(o.name)}
    for occurrence in found:
        name = occurrence.name
        if name in privates:
            _rename(occurrence, private_name(cell_id, name))
        elif occurrence.is_handled() and name not in bound:
            _rename(occurrence, _handled_name(cell_id, name))
    for node, _ in walk.declared:
        node.names = [private_name(cell_id, name) if name in privates else name for name in node.names]
    return tree


def private_name(cell_id: str, name: str) -> str:
    """How a private name of a cell is called among the globals.

    >>> private_name("c3", "_x")
    '_cell_c3_x'
    """
    return f"_cell_{_identifier(cell_id)}{name}"


def is_mangled(name: str) -> bool:
    """Whether a global name is some cell's private one."""
    return _MANGLED.match(name) is not None


def unmangle(text: str) -> str:
    """Text about code, with the names as their author wrote them.

    >>> unmangle("name '_cell_c3_x' is not defined")
    "name '_x' is not defined"
    """
    return _MANGLED.sub(lambda found: "" if found[1] == "__" else "_", text)


_MANGLED = re.compile(r"(?<!\w)_cell_[0-9A-Za-z·]+(__(?=\w)|_)")


def _handled_name(cell_id: str, name: str) -> str:
    return f"_cell_{_identifier(cell_id)}__{name}"


def _identifier(cell_id: str) -> str:
    """The id with nothing in it that ends a name, or that `unmangle` could take for a name's start."""
    return re.sub(r"[^0-9A-Za-z]", lambda found: f"·{ord(found[0]):x}·", cell_id)


def _rename(occurrence: Occurrence, name: str) -> None:
    slot = occurrence.slot
    node = slot.node
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        _hand_over(node, slot, name)
    elif isinstance(node, ast.Import | ast.ImportFrom):
        _rename_import(node, slot, name)
    elif isinstance(node, ast.AugAssign):
        _rename_read(node, occurrence, name)
    else:
        setattr(node, slot.attribute, name)


def _hand_over(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, slot: Slot, name: str) -> None:
    """After `def _f`, move the function to its global name; so `_f.__name__` stays `_f`."""
    assert slot.block is not None
    give = ast.Assign([ast.Name(name, ast.Store())], ast.Name(node.name, ast.Load()))
    take = ast.Delete([ast.Name(node.name, ast.Del())])
    place = slot.block.index(node) + 1
    slot.block[place:place] = [ast.fix_missing_locations(ast.copy_location(step, node)) for step in (give, take)]


def _rename_read(node: ast.AugAssign, occurrence: Occurrence, name: str) -> None:
    """`_x += 1` in a class reads the global `_x` and binds an attribute: fetch the global first."""
    scope, block = occurrence.place.scope, occurrence.slot.block
    if scope.kind != "class" or occurrence.name in scope.globals:
        return  # The target is renamed as what it binds.
    assert block is not None
    assert isinstance(node.target, ast.Name)
    fetch = ast.Assign([ast.Name(node.target.id, ast.Store())], ast.Name(name, ast.Load()))
    block.insert(block.index(node), ast.fix_missing_locations(ast.copy_location(fetch, node)))


def _rename_import(node: ast.Import | ast.ImportFrom, slot: Slot, name: str) -> None:
    alias = node.names[slot.item]
    if isinstance(node, ast.ImportFrom) or alias.asname or "." not in alias.name:
        alias.asname = name
        return
    # `import _a.b` binds `_a`, and has no form that binds it to another name.
    assert slot.block is not None
    module = ast.Constant(alias.name)
    call = ast.Call(ast.Name("__import__", ast.Load()), [module], [])
    give = ast.Assign([ast.Name(name, ast.Store())], call)
    slot.block.insert(slot.block.index(node) + 1, ast.fix_missing_locations(ast.copy_location(give, node)))
    alias.name, alias.asname = alias.name.partition(".")[0], name
