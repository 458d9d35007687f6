"""Scopes, and the places where names are written in them, by the rules of the language.

Values only: `scopes.py` makes them from a syntax tree. A name is resolved
(`Scope.owner`) only after the walk, when it is known what each scope binds.
Nothing here knows what a notebook is; `analyse.py` and `mangle.py` do.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

ScopeKind = Literal["module", "function", "class", "comprehension", "annotation", "type"]
Action = Literal["bind", "read", "delete"]


@dataclass(slots=True, eq=False)
class Scope:
    """A region of source with names of its own.

    `late` scopes run after the statement they stand in: functions, lambdas,
    generator expressions, and annotations (from Python 3.14 on, and before
    that we promise no more). Annotation scopes bind nothing; what is bound in
    them (a walrus) goes to the scope around.
    """

    kind: ScopeKind
    parent: Scope | None = None
    late: bool = False
    class_name: str = ""
    bound: set[str] = field(default_factory=set)
    globals: set[str] = field(default_factory=set)
    nonlocals: set[str] = field(default_factory=set)
    so_far: set[str] = field(default_factory=set)
    """What has been bound already, at this point of the walk."""

    def owner(self, name: str, *, so_far: bool = True) -> Scope:
        """The scope whose `name` is meant here; the module's for a global.

        A class body reads a name that it has not bound yet from the globals:
        `so_far` says whether it had.
        """
        scope: Scope = self
        hidden = False
        while scope.parent is not None:
            if scope.kind == "class" and hidden:
                # Only its own statements see what a class binds.
                if name == "__class__":
                    return scope
            elif name in scope.globals:
                return scope.module()
            elif name in scope.bound and name not in scope.nonlocals:
                early = scope.kind == "class" and not so_far
                return scope.module() if early else scope
            # Annotations and type parameters see the names of the class they stand in.
            hidden = hidden or scope.kind not in ("annotation", "type")
            scope = scope.parent
        return scope

    def is_eager(self) -> bool:
        """Whether no function stands between this and the top level."""
        scope: Scope | None = self
        while scope is not None and scope.kind != "function":
            scope = scope.parent
        return scope is None

    def statement(self) -> Scope:
        """The scope of the statement that an annotation or a type parameter belongs to."""
        scope = self
        while scope.kind in ("annotation", "type") and scope.parent is not None:
            scope = scope.parent
        return scope

    def binder(self, *, walrus: bool = False) -> Scope:
        """The scope that a binding made here belongs to."""
        passed = ("annotation", "comprehension") if walrus else ("annotation",)
        scope = self
        while scope.kind in passed and scope.parent is not None:
            scope = scope.parent
        return scope

    def module(self) -> Scope:
        """The outermost scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope


class Place(NamedTuple):
    """Where the walk stands: a scope, inside which handlers of `except … as name`."""

    scope: Scope
    handlers: frozenset[str] = frozenset()


class Slot(NamedTuple):
    """Where in the tree a name is written, so that it can be written differently."""

    node: ast.AST
    attribute: str
    item: int = -1
    block: list[ast.stmt] | None = None
    """For a statement: those it stands among."""


class Occurrence(NamedTuple):
    """A name bound, read or deleted somewhere."""

    name: str
    action: Action
    place: Place
    slot: Slot
    bound: bool
    """The module had bound the name before, in the order of the text."""
    in_class: bool
    """The class body this stands in had bound the name before."""

    def is_global(self) -> bool:
        """Whether the cell's own global namespace is meant."""
        if self.place.scope.parent is None:
            return True
        so_far = self.in_class or self.action != "read"
        return self.place.scope.owner(self.name, so_far=so_far).parent is None

    def is_handled(self) -> bool:
        """Whether this is the exception of an `except … as name` around it."""
        return self.name in self.place.handlers
