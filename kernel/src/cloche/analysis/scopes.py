"""Which scope each name of a cell belongs to: one walk over its tree, in running order.

It gives an `Occurrence` for every place that binds, reads or deletes a name.
The walk keeps its own stack: a deep tree costs memory, not recursion.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import cast

from cloche.analysis.occurrences import Action, Occurrence, Place, Scope, ScopeKind, Slot

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
        self._todo: list[Item] = []
        self._blocks: dict[ast.stmt, list[ast.stmt]] = {}
        self._push((tree.body, Place(self.module)))
        while self._todo:
            item = self._todo.pop()
            if callable(item):
                item()
            else:
                self._visit(*item)

    # ------------------------------------------------------------ the stack

    def _push(self, *steps: Step | tuple[ast.AST | Sequence[ast.AST] | None, Place]) -> None:
        """Schedule what is given, so that it is visited in this order."""
        items: list[Item] = []
        for step in steps:
            if callable(step):
                items.append(step)
                continue
            nodes, place = step
            if isinstance(nodes, ast.AST):
                items.append((nodes, place))
            elif nodes:
                for node in nodes:
                    items.append((node, place))
                    if isinstance(node, ast.stmt):
                        self._blocks[node] = cast("list[ast.stmt]", nodes)
        items.reverse()
        self._todo += items

    def _visit(self, node: ast.AST, place: Place) -> None:
        visit = _VISITS.get(type(node))
        if visit is not None:
            visit(self, node, place)
            return
        self._push(*((part, place) for part in _parts(node)))

    def _spell(self, name: str, scope: Scope) -> str:
        """The name as Python keeps it: `__x` in a class `A` is `_A__x`."""
        if scope.class_name and name.startswith("__") and not name.endswith("__"):
            return f"_{scope.class_name}{name}"
        return name

    def _note(self, name: str, action: Action, place: Place, slot: Slot, *, walrus: bool = False) -> None:
        scope = place.scope
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
        action: Action = "read"
        if isinstance(node.ctx, ast.Store):
            action = "bind"
        elif isinstance(node.ctx, ast.Del):
            action = "delete"
        self._note(node.id, action, place, Slot(node, "id"))

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
        target = node.target
        self._push((node.value, place), lambda: self._bind(target.id, place, Slot(target, "id"), walrus=True))

    def declare_global(self, node: ast.Global, place: Place) -> None:
        scope = place.scope
        if scope is self.module:
            self.has_module_global = True
        else:
            scope.globals.update(self._spell(name, scope) for name in node.names)
            self.declared.append((node, scope))

    def declare_nonlocal(self, node: ast.Nonlocal, place: Place) -> None:
        place.scope.nonlocals.update(self._spell(name, place.scope) for name in node.names)

    def imported(self, node: ast.Import | ast.ImportFrom, place: Place) -> None:
        self.imports.append((node, place))
        future = isinstance(node, ast.ImportFrom) and node.module == "__future__" and node.level == 0
        for item, alias in enumerate(node.names):
            if alias.name == "*" or future:
                continue
            name = alias.asname or (alias.name.partition(".")[0] if isinstance(node, ast.Import) else alias.name)
            self._bind(name, place, Slot(node, "names", item, self._blocks.get(node)))

    # -------------------------------------------------------------- statements

    def loop(self, node: ast.For | ast.AsyncFor, place: Place) -> None:
        self._push((node.iter, place), (node.target, place), (node.body, place), (node.orelse, place))

    def handler(self, node: ast.ExceptHandler, place: Place) -> None:
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
        names = _arguments(arguments)
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

    def _parameters(self, names: Iterable[ast.arg], inside: Place) -> None:
        for name in names:
            self._bind(name.arg, inside, Slot(name, "arg"))

    def lambda_(self, node: ast.Lambda, place: Place) -> None:
        inside = self._inner(place, "function", late=True)
        names = _arguments(node.args)
        self._push((_defaults(node.args), place), lambda: self._parameters(names, inside), (node.body, inside))

    def class_(self, node: ast.ClassDef, place: Place) -> None:
        parameters: list[ast.AST] = getattr(node, "type_params", [])
        outer = self._inner(place, "type", late=False) if parameters else place
        inside = self._inner(outer, "class", late=False, class_name=node.name.lstrip("_"))
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


def _parts(node: ast.AST) -> Iterator[ast.AST | Sequence[ast.AST]]:
    for field_name in node._fields:
        part = getattr(node, field_name, None)
        if isinstance(part, list):
            # `Dict.keys` holds None for `**mapping`, `Global.names` holds strings.
            yield (
                part if part and isinstance(part[0], ast.stmt) else [item for item in part if isinstance(item, ast.AST)]
            )
        elif isinstance(part, ast.AST) and not isinstance(part, ast.expr_context):
            yield part


def _arguments(arguments: ast.arguments) -> list[ast.arg]:
    names = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return [*names, *(extra for extra in (arguments.vararg, arguments.kwarg) if extra)]


def _defaults(arguments: ast.arguments) -> list[ast.expr]:
    return [*arguments.defaults, *(default for default in arguments.kw_defaults if default)]


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
