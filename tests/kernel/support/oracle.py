"""Two witnesses for what a cell defines and reads, neither of which shares a line with `cloche.analysis`.

`symtable` is the compiler's own opinion of every scope; the bytecode is what really happens. Both are read here, and
`disagreements` says where analysis differs from them, each with its reason, or with none: those are bugs.

    python tests/kernel/support/oracle.py [folder ...]

asks about every module of the standard library (or of the folders), as one cell and as a cell for each statement.
"""

from __future__ import annotations

import ast
import dis
import re
import symtable
import sys
import sysconfig
import types
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cloche.analysis import Analysis, analyse

SYNTHETIC = {
    "__annotate__",
    "__annotations__",
    "__class__",
    "__classcell__",
    "__classdict__",
    "__classdictcell__",
    "__conditional_annotations__",
    "__doc__",
    "__firstlineno__",
    "__static_attributes__",
    "__type_params__",
}
"""Names that the compiler makes up; a string that comes first is bound as `__doc__`."""


@dataclass
class Witness:
    """Global names by what happens to them somewhere in a cell."""

    bound: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    early: set[str] = field(default_factory=set)
    """Read by the top level itself, before it binds them."""


class Disagreement(NamedTuple):
    """One name about which we and a witness differ. Without a reason it is a bug of ours."""

    name: str
    what: str
    reason: str


# ----------------------------------------------------------------- witnesses


def by_symtable(code: str) -> Witness:
    """What the compiler's symbol tables say; they do not tell a deletion from a binding."""
    top = symtable.symtable(code, "<cell>", "exec")
    found = Witness()
    for table in _tables(top):
        # Before Python 3.13 `symtable` takes whatever is called `top` for the module: ask the function itself.
        is_function = isinstance(table, symtable.Function)
        local = set(table.get_locals()) - set(table.get_globals()) if is_function else set()
        for symbol in table.get_symbols():
            name = symbol.get_name()
            is_global = symbol.is_global() and name not in local
            if (table is not top and not is_global) or not name.isidentifier():
                continue
            if symbol.is_assigned() or symbol.is_imported():
                found.bound.add(name)
            if symbol.is_referenced():
                found.read.add(name)
    return found


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)


def by_bytecode(code: str) -> Witness:
    """What the compiled cell does. Code that can never run is not in it."""
    compiled = compile(code, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    found = Witness()
    _follow(compiled, found, is_top=True)
    return found


def _follow(code: types.CodeType, found: Witness, *, is_top: bool) -> None:
    own: set[str] = set()
    steps = list(dis.get_instructions(code))
    for step, after in zip(steps, [*steps[1:], steps[-1]], strict=True):
        name, operation = step.argval, step.opname
        if name == "__name__" and after.argval == "__module__":
            continue  # Every class begins so.
        if operation in ("STORE_GLOBAL", "STORE_NAME") and (is_top or operation == "STORE_GLOBAL"):
            found.bound.add(name)
        elif operation == "STORE_NAME":
            own.add(name)
        elif operation in ("DELETE_GLOBAL", "DELETE_NAME") and (is_top or operation == "DELETE_GLOBAL"):
            found.deleted.add(name)
            if is_top and name not in found.bound:
                found.early.add(name)
        elif operation in ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"):
            if operation == "LOAD_NAME" and name in own:
                continue
            if is_top and name not in found.bound:
                found.early.add(name)
            found.read.add(name)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            _follow(constant, found, is_top=False)


# ------------------------------------------------------------- the comparison


class _Grammar(NamedTuple):
    """What only the text tells: where the notebook's rules are not the compiler's."""

    declared: set[str]
    """`x: int` without a value, at the top level: the table counts it as bound, nothing is."""
    future: set[str]
    handled: set[str]
    """Names of `except … as name`, which Python itself takes away again."""
    of_classes: set[str]
    """Bound in some class body: whether a read there means the global depends on what ran before."""
    comprehended: set[str]
    """In a comprehension, which since Python 3.12 has no table of its own."""
    erased: set[str]
    """In `del` statements."""
    shared: set[str]
    """Declared `global` somewhere."""
    local_types: set[str]
    """In annotations of local variables, which never run."""
    annotating: set[str]
    """In annotations: from Python 3.14 on they are read when somebody asks, and analysis says so on every Python."""
    postponed: set[str]
    """In annotations that `from __future__ import annotations` turns into strings."""
    written: set[str]
    """Anywhere in the text."""
    joins: bool
    """Whether the order of the bytecode need not be that of the text: branches, and code in code."""


def disagreements(code: str, found: Analysis | None = None) -> list[Disagreement]:
    """All names about which analysis and a witness differ. `code` has to compile."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = found or analyse(code)
        table, steps = by_symtable(code), by_bytecode(code)
        grammar = _grammar(ast.parse(code))
    for witness in (table, steps):
        for names in (witness.bound, witness.read, witness.deleted, witness.early):
            names -= SYNTHETIC - grammar.written
    own = found.defs | found.privates | found.handled
    mine = Witness(set(own), set(found.refs), set(found.deletes))
    return [
        *_bindings(mine, table, steps, grammar),
        *_reads(mine, table, steps, grammar),
        *_deletions(found, steps, grammar),
        *_order(found, steps, grammar),
    ]


def _bindings(mine: Witness, table: Witness, steps: Witness, grammar: _Grammar) -> Iterator[Disagreement]:
    for name in mine.bound - table.bound:
        reason = "a walrus in a comprehension, of which the table says nothing" if name in grammar.comprehended else ""
        yield Disagreement(name, "bound, but not by its table", reason)
    for name in table.bound - mine.bound:
        reason = ""
        if name in grammar.declared:
            reason = "only declared: nothing is bound"
        elif name in grammar.future:
            reason = "a future statement binds what no cell reads"
        elif name in grammar.erased and name not in steps.bound:
            reason = "only deleted: the table calls that a binding"
        elif name in grammar.comprehended:
            reason = "a comprehension's own, which the table counts to its surroundings"
        yield Disagreement(name, "bound by its table", reason)
    for name in mine.bound - steps.bound:
        reason = "never runs, so there is no bytecode" if name in table.bound | grammar.comprehended else ""
        yield Disagreement(name, "bound, but not by bytecode", reason)
    for name in steps.bound - mine.bound:
        reason = "a future statement binds what no cell reads" if name in grammar.future else ""
        reason = "the string that a module begins with" if name == "__doc__" else reason
        yield Disagreement(name, "bound by bytecode", reason)


def _reads(mine: Witness, table: Witness, steps: Witness, grammar: _Grammar) -> Iterator[Disagreement]:
    """Reads of names that the cell does not define: those of its own it may read without asking anyone."""
    theirs, real = table.read - mine.bound - {"__class__"}, steps.read - mine.bound - {"__class__"}
    # Not `__class__`: Pythons differ about it in types and comprehensions of a class, and nobody's cell defines it.
    refs = mine.read - mine.bound - mine.deleted - {"__class__"}
    for name in refs - theirs:
        reason = ""
        if name in grammar.of_classes:
            reason = "a class body reads the global before it binds its own"
        elif name in real and name in table.bound:
            reason = "`x += 1` reads: the table does not say so"
        elif name in grammar.postponed:
            reason = "in a postponed annotation, whose reader will ask for it"
        elif name in grammar.local_types:
            reason = "the type of a local variable: Python 3.14 does not even look"
        elif name in grammar.comprehended:
            reason = "a comprehension's, which the table counts to its surroundings"
        yield Disagreement(name, "read, but not by its table", reason)
    for name in theirs - refs - mine.deleted:
        reason = _never_asked(name)
        if name in grammar.comprehended and name not in real:
            reason = "a comprehension's own, which the table counts to its surroundings"
        elif name in grammar.of_classes and sys.version_info >= (3, 12):
            reason = "a type in a class: it sees the class's names before the globals"
        yield Disagreement(name, "read by its table", reason)
    for name in refs - real:
        reason = ""
        if name in grammar.local_types:
            reason = "the type of a local variable: it is never evaluated"
        elif name in grammar.postponed:
            reason = "in a postponed annotation, whose reader will ask for it"
        elif name in theirs | grammar.of_classes | grammar.comprehended:
            reason = "never runs, so there is no bytecode"
        yield Disagreement(name, "read, but not by bytecode", reason)
    for name in real - refs - mine.deleted:
        reason = _never_asked(name)
        if name in grammar.of_classes:
            reason = "a class body may have skipped its own binding"
        yield Disagreement(name, "read by bytecode", reason)


def _never_asked(name: str) -> str:
    return "a private name, which only its own cell can bind" if re.match("_(?!_)|__$", name) else ""


def _deletions(found: Analysis, steps: Witness, grammar: _Grammar) -> Iterator[Disagreement]:
    theirs = steps.deleted - steps.bound
    for name in found.deletes - theirs:
        reason = "never runs, so there is no bytecode" if name not in steps.deleted else ""
        reason = "the handler that binds it takes it away itself" if name in grammar.handled else reason
        yield Disagreement(name, "deleted, but not by bytecode", reason)
    for name in theirs - found.deletes - found.defs:
        yield Disagreement(name, "deleted by bytecode", _never_asked(name))


def _order(found: Analysis, steps: Witness, grammar: _Grammar) -> Iterator[Disagreement]:
    """Names of its own that a cell reads before it binds them: another cell's, or an error."""
    if grammar.joins:
        return
    for name in found.refs & found.defs - steps.early:
        yield Disagreement(name, "read early, but not by bytecode", "")
    for name in (steps.early & found.defs) - found.refs:
        reason = "where the compiler keeps annotations" if name == "__annotations__" else ""
        reason = reason or ("an annotation, read late from Python 3.14 on" if name in grammar.annotating else "")
        reason = reason or ("a function above binds it, once it is called" if name in grammar.shared else "")
        yield Disagreement(name, "read early by bytecode", reason)


_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_BRANCHES = (ast.For, ast.AsyncFor, ast.While, ast.Try, ast.TryStar, ast.If, ast.With, ast.AsyncWith, ast.Match)
_JOINS = (*_COMPREHENSIONS, *_BRANCHES, ast.IfExp, ast.BoolOp, ast.Assert, ast.ClassDef)


def _grammar(tree: ast.Module) -> _Grammar:
    found = _Grammar(*(set() for _ in range(11)), any(isinstance(s, _JOINS) for s in ast.walk(tree)))
    futures = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    is_postponed = any(alias.name == "annotations" for node in futures for alias in node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.written.add(node.id)
            if isinstance(node.ctx, ast.Del):
                found.erased.add(node.id)
        annotation = getattr(node, "annotation", None) or getattr(node, "returns", None)
        if isinstance(annotation, ast.AST):
            types = {part.id for part in ast.walk(annotation) if isinstance(part, ast.Name)}
            found.annotating.update(types)
            found.postponed.update(types if is_postponed else ())
        if isinstance(node, ast.AnnAssign) and node.value is None and isinstance(node.target, ast.Name):
            found.declared.add(node.target.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found.written.update(alias.asname or alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and (node.module == "__future__" or node.names[0].name == "*"):
            found.future.update(alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Global):
            found.shared.update(node.names)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.handled.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found.of_classes.update(_bound_in(node))
        elif isinstance(node, _COMPREHENSIONS) and sys.version_info >= (3, 12):
            found.comprehended.update(part.id for part in ast.walk(node) if isinstance(part, ast.Name))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inside = [part for part in _eager(node) if isinstance(part, ast.AnnAssign)]
            found.local_types.update(n.id for a in inside for n in ast.walk(a.annotation) if isinstance(n, ast.Name))
    return found


def _eager(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in a block and its sub-blocks, without the insides of functions and classes."""
    for child in ast.iter_child_nodes(node):
        yield child
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _eager(ast.Tuple([*child.args.defaults, *(d for d in child.args.kw_defaults if d)], ast.Load()))
        elif not isinstance(child, ast.ClassDef):
            yield from _eager(child)


def _bound_in(node: ast.ClassDef) -> Iterator[str]:
    for part in _eager(node):
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
            yield part.id
        elif isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield part.name
        elif isinstance(part, ast.alias):
            yield (part.asname or part.name).partition(".")[0]
        elif isinstance(part, ast.MatchAs | ast.MatchStar | ast.ExceptHandler) and part.name:
            yield part.name
        elif isinstance(part, ast.MatchMapping) and part.rest:
            yield part.rest


# ------------------------------------------------------------------ by hand


def statements(code: str) -> Iterator[str]:
    """Each top-level statement as a cell of its own."""
    lines = code.encode().splitlines(keepends=True)
    for node in ast.parse(code).body:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        text = b"".join(lines[first - 1 : node.end_lineno]).decode(errors="replace")
        if node.col_offset == 0 and compiles(text):
            yield text


def compiles(code: str) -> bool:
    """Whether Python takes it as a cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(code, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
            symtable.symtable(code, "<cell>", "exec")
        except (SyntaxError, ValueError, RecursionError, SystemError):
            return False
    return True


@dataclass
class Tally:
    """What came of many cells."""

    cells: int = 0
    names: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    unexplained: list[tuple[str, Disagreement]] = field(default_factory=list)

    def ask(self, where: str, code: str) -> None:
        found = analyse(code)
        if found.problem is not None and found.problem.code != "import-star":
            self.unexplained.append((where, Disagreement("", found.problem.message, "")))
            return
        self.cells += 1
        self.names += len(found.defs | found.refs)
        for item in disagreements(code, found):
            self.reasons[f"{item.what}: {item.reason}"] += 1
            if not item.reason:
                self.unexplained.append((where, item))


def ask_all(files: Iterable[Path]) -> tuple[Tally, Tally]:
    """Every module as one cell, and each of its statements as one."""
    whole, split = Tally(), Tally()
    for path in files:
        try:
            code = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if not compiles(code):
            continue
        whole.ask(path.name, code)
        for statement in statements(code):
            split.ask(f"{path.name}: {statement[:60]!r}", statement)
    return whole, split


def main(folders: list[str]) -> int:
    """Print the figures; 1 if anything is unexplained."""
    roots = [Path(folder) for folder in folders] or [Path(sysconfig.get_paths()["stdlib"])]
    files = [p for root in roots for p in sorted(root.rglob("*.py")) if "site-packages" not in p.parts]
    unexplained = 0
    for title, tally in zip(("modules", "statements"), ask_all(files), strict=True):
        print(f"{title}: {tally.cells} cells, {tally.names} names, {len(tally.unexplained)} unexplained")
        for reason, count in tally.reasons.most_common():
            print(f"  {count:6} {reason}")
        for where, item in tally.unexplained[:40]:
            print(f"  !! {where}: {item.name} {item.what}")
        unexplained += len(tally.unexplained)
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
