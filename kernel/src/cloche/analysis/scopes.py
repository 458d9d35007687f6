"""Which scope each name of a cell belongs to: one walk over its tree, in running order.

It gives an `Occurrence` for every place that binds, reads or deletes a name.
The walk keeps its own stack: a deep tree costs memory, not recursion.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from typing import cast

from cloche.analysis.occurrences import Action, Occurrence, Place, Scope, ScopeKind, Slot
from cloche.analysis.plain import LEAVES, PLAIN, fields_of, has_slip

__all__ = ["Occurrence", "Place", "Scope", "Slot", "Walk"]

Step = Callable[[], None]
Item = tuple[ast.AST, Place] | Step


class Walk:
    """Everything a cell's tree says about names.

    `occurrences` are in running order; `declared` are the `global` statements.
    """

    def __init__(self, tree: ast.Module) -> None:
        self.module = Scope("module")
        self.occurrences: list[Occurrence] = []
        self.declared: list[tuple[ast.Global, Scope]] = []
        self.imports: list[tuple[ast.Import | ast.ImportFrom, Place]] = []
        self.has_module_global = False
        self.annotated: list[ast.AnnAssign] = []
        self.needs_compiler = False
        """The compiler may refuse the tree, or make a coroutine of it: see `plain.py`."""
        self._todo: list[Item] = []
        self._blocks: dict[ast.AST, list[ast.stmt]] = {}
        self._push((tree.body, Place(self.module)))
        todo, visits = self._todo, _VISITS
        while todo:
            item = todo.pop()
            if item.__class__ is tuple:
                node, place = item
                visit = visits.get(node.__class__)
                if visit is not None:
                    visit(self, node, place)
                else:
                    self._parts(node, place)
            else:
                cast("Step", item)()

    # ------------------------------------------------------------ the stack

    def _push(self, *steps: Step | tuple[ast.AST | Sequence[ast.AST] | None, Place]) -> None:
        """Schedule what is given, so that it is visited in this order."""
        for step in reversed(steps):
            if step.__class__ is not tuple:
                self._todo.append(cast("Step", step))
                continue
            nodes, place = step
            if isinstance(nodes, list):
                self._push_all(nodes, place)
            elif nodes.__class__ not in LEAVES:
                self._todo.append((cast("ast.AST", nodes), place))

    def _push_all(self, nodes: list[ast.AST], place: Place) -> None:
        for node in reversed(nodes):
            kind = node.__class__
            if kind in LEAVES:
                continue
            if kind in _IN_BLOCKS:
                self._blocks[node] = cast("list[ast.stmt]", nodes)
            self._todo.append((node, place))

    def _parts(self, node: ast.AST, place: Place) -> None:
        """Schedule what a node consists of that means nothing by itself."""
        kind = node.__class__
        fields = PLAIN.get(kind)
        if fields is None or has_slip(node, place.scope.kind):
            self.needs_compiler = True
            fields = fields or fields_of(kind)
        for name in fields:
            part = getattr(node, name, None)
            if part.__class__ is list:
                self._push_all(part, place)
            elif part.__class__ not in LEAVES:
                self._todo.append((cast("ast.AST", part), place))

    def _spell(self, name: str, scope: Scope) -> str:
        """The name as Python keeps it: `__x` in a class `A` is `_A__x`."""
        if scope.class_name and name.startswith("__") and not name.endswith("__"):
            return f"_{scope.class_name}{name}"
        return name

    def _note(self, name: str, action: Action, place: Place, slot: Slot, *, walrus: bool = False) -> None:
        scope = place.scope
        if scope is self.module:
            had = name in scope.so_far
            if action != "read":
                scope.bound.add(name)
                if action == "bind" and name not in place.handlers:
                    scope.so_far.add(name)
            self.occurrences.append(Occurrence(name, action, place, slot, had, had))
            return
        name = self._spell(name, scope)
        if action == "bind":
            scope = scope.binder(walrus=walrus)
        target = self.module if name in scope.globals else scope
        in_class = name in scope.statement().so_far
        bound = name in self.module.so_far
        if action != "read" and target is scope:
            scope.bound.add(name)
        if action == "bind" and not (target is self.module and name in place.handlers):
            target.so_far.add(name)
        if action == "delete" and target.kind == "class":
            target.so_far.discard(name)
        at = place if scope is place.scope else place._replace(scope=scope)
        self.occurrences.append(Occurrence(name, action, at, slot, bound, in_class))

    def _bind(self, name: str, place: Place, slot: Slot, *, walrus: bool = False) -> None:
        self._note(name, "bind", place, slot, walrus=walrus)

    def _inner(self, place: Place, kind: ScopeKind, *, late: bool, class_name: str = "") -> Place:
        scope = Scope(kind, place.scope, late or place.scope.late, class_name or place.scope.class_name)
        return place._replace(scope=scope)

    def _annotation(self, place: Place) -> Place:
        return self._inner(place, "annotation", late=True)

    # ---------------------------------------------------------- names proper

    def name(self, node: ast.Name, place: Place) -> None:
        self._note(node.id, _ACTIONS[node.ctx.__class__], place, Slot(node, "id"))

    def augmented(self, node: ast.AugAssign, place: Place) -> None:
        if isinstance(node.target, ast.Name):
            self._note(node.target.id, "read", place, Slot(node, "target", block=self._blocks.get(node)))
        self._push((node.value, place), (node.target, place))

    def assign(self, node: ast.Assign, place: Place) -> None:
        self._push((node.value, place), (node.targets, place))

    def annotated_assign(self, node: ast.AnnAssign, place: Place) -> None:
        annotation = self._annotation(place)
        if node.value is None and isinstance(node.target, ast.Name):
            # `x: int` alone binds nothing, but makes the name local to a function or a class; `(x): int` does not.
            if place.scope.kind != "module" and node.simple:
                place.scope.bound.add(node.target.id)
            self._push((node.annotation, annotation))
            return
        if place.scope is self.module:
            self.annotated.append(node)
        self._push((node.value, place), (node.target, place), (node.annotation, annotation))

    def walrus(self, node: ast.NamedExpr, place: Place) -> None:
        self.needs_compiler = True
        target = node.target
        self._push((node.value, place), lambda: self._bind(target.id, place, Slot(target, "id"), walrus=True))

    def declare_global(self, node: ast.Global, place: Place) -> None:
        self.needs_compiler = True
        scope = place.scope
        if scope is self.module:
            self.has_module_global = True
        else:
            scope.globals.update(self._spell(name, scope) for name in node.names)
            self.declared.append((node, scope))

    def declare_nonlocal(self, node: ast.Nonlocal, place: Place) -> None:
        self.needs_compiler = True
        place.scope.nonlocals.update(self._spell(name, place.scope) for name in node.names)

    def imported(self, node: ast.Import | ast.ImportFrom, place: Place) -> None:
        self.imports.append((node, place))
        future = isinstance(node, ast.ImportFrom) and node.module == "__future__" and node.level == 0
        for item, alias in enumerate(node.names):
            if alias.name == "*" or future:
                self.needs_compiler = True
                continue
            name = alias.asname or (alias.name.partition(".")[0] if isinstance(node, ast.Import) else alias.name)
            self._bind(name, place, Slot(node, "names", item, self._blocks.get(node)))

    # -------------------------------------------------------------- statements

    def loop(self, node: ast.For | ast.AsyncFor, place: Place) -> None:
        self.needs_compiler |= isinstance(node, ast.AsyncFor)
        self._push((node.iter, place), (node.target, place), (node.body, place), (node.orelse, place))

    def handler(self, node: ast.ExceptHandler, place: Place) -> None:
        self.needs_compiler = True
        inside = place
        if node.name and place.scope is self.module:
            inside = place._replace(handlers=place.handlers | {node.name})
        name = node.name

        def bind() -> None:
            if name:
                self._bind(name, inside, Slot(node, "name"))

        def unbind() -> None:
            if name and inside.scope.kind == "class":
                # Python deletes the name at the end of the block; the class then reads the global again.
                inside.scope.so_far.discard(self._spell(name, inside.scope))

        self._push((node.type, place), bind, (node.body, inside), unbind)

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, place: Place) -> None:
        arguments = node.args
        parameters: list[ast.AST] = getattr(node, "type_params", [])
        outer = self._inner(place, "type", late=False) if parameters else place
        annotation = self._annotation(outer)
        inside = self._inner(outer, "function", late=True)
        names = self._arguments(arguments)
        self.needs_compiler |= bool(parameters) or isinstance(node, ast.AsyncFunctionDef)
        annotations = [part for part in (*(name.annotation for name in names), node.returns) if part]
        slot = Slot(node, "name", block=self._blocks.get(node))

        def bind() -> None:
            self._bind(node.name, place, slot)
            self._parameters(names, inside)

        self._push(
            (node.decorator_list, place),
            (_defaults(arguments), place),
            (parameters, outer),
            (annotations, annotation),
            bind,
            (node.body, inside),
        )

    def _arguments(self, arguments: ast.arguments) -> list[ast.arg]:
        names = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        names += [extra for extra in (arguments.vararg, arguments.kwarg) if extra]
        self.needs_compiler |= len({name.arg for name in names}) < len(names)
        return names

    def _parameters(self, names: Iterable[ast.arg], inside: Place) -> None:
        for name in names:
            self._bind(name.arg, inside, Slot(name, "arg"))

    def lambda_(self, node: ast.Lambda, place: Place) -> None:
        inside = self._inner(place, "function", late=True)
        names = self._arguments(node.args)
        self._push((_defaults(node.args), place), lambda: self._parameters(names, inside), (node.body, inside))

    def class_(self, node: ast.ClassDef, place: Place) -> None:
        parameters: list[ast.AST] = getattr(node, "type_params", [])
        outer = self._inner(place, "type", late=False) if parameters else place
        inside = self._inner(outer, "class", late=False, class_name=node.name.lstrip("_"))
        self.needs_compiler |= bool(parameters) or has_slip(node, place.scope.kind)
        for given in ("__module__", "__qualname__"):
            inside.scope.bound.add(given)
            inside.scope.so_far.add(given)
        slot = Slot(node, "name", block=self._blocks.get(node))
        self._push(
            (node.decorator_list, place),
            (parameters, outer),
            (node.bases, outer),
            (node.keywords, outer),
            (node.body, inside),
            lambda: self._bind(node.name, place, slot),
        )

    def type_alias(self, node: ast.AST, place: Place) -> None:
        self.needs_compiler = True
        parameters: list[ast.AST] = getattr(node, "type_params", [])
        outer = self._inner(place, "type", late=True)
        self._push((getattr(node, "name", None), place), (parameters, outer), (getattr(node, "value", None), outer))

    def type_parameter(self, node: ast.AST, place: Place) -> None:
        self._bind(getattr(node, "name", ""), place, Slot(node, "name"))
        lazy = self._annotation(place)
        self._push((getattr(node, "bound", None), lazy), (getattr(node, "default_value", None), lazy))

    # ------------------------------------------------------------- expressions

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, place: Place) -> None:
        self._comprehension(node.generators, [node.elt], place, late=isinstance(node, ast.GeneratorExp))

    def dict_comprehension(self, node: ast.DictComp, place: Place) -> None:
        # Python 3.15 lets `**mapping` stand for both, and then has no value.
        parts: list[ast.AST] = [part for part in (node.key, node.value) if part is not None]
        self._comprehension(node.generators, parts, place, late=False)

    def _comprehension(
        self, generators: list[ast.comprehension], parts: list[ast.AST], place: Place, *, late: bool
    ) -> None:
        inside = self._inner(place, "comprehension", late=late)
        self.needs_compiler |= any(generator.is_async for generator in generators)
        steps: list[tuple[ast.AST | Sequence[ast.AST] | None, Place]] = []
        for position, generator in enumerate(generators):
            # The first iterable is evaluated where the comprehension stands.
            steps.append((generator.iter, place if position == 0 else inside))
            steps += [(generator.target, inside), (generator.ifs, inside)]
        self._push(*steps, (parts, inside))

    # ---------------------------------------------------------------- patterns

    def match_name(self, node: ast.MatchAs | ast.MatchStar, place: Place) -> None:
        self._push((getattr(node, "pattern", None), place))
        if node.name is not None:
            self._bind(node.name, place, Slot(node, "name"))

    def match_mapping(self, node: ast.MatchMapping, place: Place) -> None:
        self._push((node.keys, place), (node.patterns, place))
        if node.rest is not None:
            self._bind(node.rest, place, Slot(node, "rest"))


def _defaults(arguments: ast.arguments) -> list[ast.expr]:
    return [*arguments.defaults, *(default for default in arguments.kw_defaults if default)]


_ACTIONS: dict[type[ast.expr_context], Action] = {ast.Load: "read", ast.Store: "bind", ast.Del: "delete"}
_IN_BLOCKS = {ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.AugAssign}
"""Statements of which a slot tells what they stand among."""

_VISITS: dict[type[ast.AST], Callable[..., None]] = {
    ast.Name: Walk.name,
    ast.AugAssign: Walk.augmented,
    ast.Assign: Walk.assign,
    ast.AnnAssign: Walk.annotated_assign,
    ast.NamedExpr: Walk.walrus,
    ast.Global: Walk.declare_global,
    ast.Nonlocal: Walk.declare_nonlocal,
    ast.Import: Walk.imported,
    ast.ImportFrom: Walk.imported,
    ast.For: Walk.loop,
    ast.AsyncFor: Walk.loop,
    ast.ExceptHandler: Walk.handler,
    ast.FunctionDef: Walk.function,
    ast.AsyncFunctionDef: Walk.function,
    ast.Lambda: Walk.lambda_,
    ast.ClassDef: Walk.class_,
    ast.ListComp: Walk.comprehension,
    ast.SetComp: Walk.comprehension,
    ast.GeneratorExp: Walk.comprehension,
    ast.DictComp: Walk.dict_comprehension,
    ast.MatchAs: Walk.match_name,
    ast.MatchStar: Walk.match_name,
    ast.MatchMapping: Walk.match_mapping,
}

for _name, _visit in {
    "TypeAlias": Walk.type_alias,
    "TypeVar": Walk.type_parameter,
    "ParamSpec": Walk.type_parameter,
    "TypeVarTuple": Walk.type_parameter,
}.items():
    # The type statement and type parameters came with Python 3.12.
    if hasattr(ast, _name):
        _VISITS[getattr(ast, _name)] = _visit
