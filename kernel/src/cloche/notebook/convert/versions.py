"""Names that several cells define, made unique, so that a top-to-bottom run means what it meant.

In a document that runs from top to bottom a name may be given a new value at
any point. Here each cell that does so gets a name of its own (`df`, `df_1`,
`df_2`), and every cell below reads the newest. A name that no other cell reads
becomes private (`_i`). Private names that cells share become public.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cloche.analysis import CodeProblem, is_private, parse
from cloche.analysis.scopes import Occurrence, Walk
from cloche.notebook.convert.edits import rename
from cloche.notebook.convert.paths import Use, uses


def unique_names(codes: Sequence[str], *, reserved: frozenset[str] = frozenset()) -> list[str]:
    """The same cells, in order, without a name that two of them define.

    >>> unique_names(["df = 1", "df = df + 1", "print(df)"])
    ['df = 1', 'df_1 = df + 1', 'print(df_1)']
    >>> unique_names(["for i in 'ab': print(i)", "for i in 'cd': print(i)"])
    ["for _i in 'ab': print(_i)", "for _i in 'cd': print(_i)"]
    """
    taken = set(reserved) | {word for code in codes for word in re.findall(r"[^\W\d]\w*", code)}
    cells = [_Cell.of(code) for code in codes]
    for name in _clashing(cells):
        _decide(name, cells, taken)
    return [cell.renamed() for cell in cells]


@dataclass(slots=True)
class _Cell:
    """One cell: what it does with names, and what becomes of them."""

    code: str
    uses: dict[str, Use] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    """What a name is called where it comes from above, by its old name."""
    after: dict[str, str] = field(default_factory=dict)
    """What it is called from its first binding on."""
    preludes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, code: str) -> _Cell:
        tree = parse(code)
        return cls(code) if isinstance(tree, CodeProblem) else cls(code, uses(Walk(tree), tree))

    def binds(self, name: str) -> bool:
        return name in self.uses and self.uses[name].binds

    def reads(self, name: str) -> bool:
        return name in self.uses and (self.uses[name].reads_before or not self.uses[name].binds)

    def renamed(self) -> str:
        if not self.before and not self.after:
            return self.code
        chosen: dict[int, str] = {}
        for name, use in self.uses.items():
            for at in use.occurrences:
                is_after = use.first_bind is not None and at >= use.first_bind
                new = self.after.get(name) if is_after else self.before.get(name)
                if new is not None:
                    chosen[at] = new

        def choose(at: int, occurrence: Occurrence) -> str:
            return chosen.get(at, occurrence.name)

        code = rename(self.code, choose)
        return "\n".join([*self.preludes, code])


def _clashing(cells: Sequence[_Cell]) -> list[str]:
    """Names that several cells bind, and private ones that one cell binds and another reads."""
    binders: dict[str, int] = {}
    readers: dict[str, int] = {}
    both: dict[str, int] = {}
    for cell in cells:
        for name, use in cell.uses.items():
            binders[name] = binders.get(name, 0) + use.binds
            reads = cell.reads(name)
            readers[name] = readers.get(name, 0) + reads
            both[name] = both.get(name, 0) + (reads and use.binds)
    found = []
    for name, count in binders.items():
        if is_private(name):
            # Whoever reads it must find it in another cell.
            others = readers[name] > both[name] or (count > 1 and both[name] > 0)
            if name.strip("_") and count and others:
                found.append(name)
        elif count > 1:
            found.append(name)
    return found


def _decide(name: str, cells: Sequence[_Cell], taken: set[str]) -> None:
    binders = [at for at, cell in enumerate(cells) if cell.binds(name)]
    needs_old, is_read = _flow(name, cells, binders)
    is_free = not name.startswith("_") and all(f"_{name}" not in cells[at].uses for at in binders)
    if is_free and not any(is_read):
        for at in binders:
            cells[at].before[name] = cells[at].after[name] = f"_{name}"
        return
    base = name.strip("_") if is_private(name) else name
    first = base if not is_private(name) else _fresh(base, taken, try_plain=True)
    names = [first, *(_fresh(base, taken) for _ in binders[1:])]
    place = dict(zip(binders, names, strict=True))
    current = names[0]
    seen = False
    for at, cell in enumerate(cells):
        if name not in cell.uses:
            continue
        if at not in place:
            cell.before[name] = cell.after[name] = current
            continue
        new = place[at]
        use = cell.uses[name]
        if seen and needs_old[at]:
            if use.splits:
                cell.before[name], cell.after[name] = current, new
            else:
                cell.preludes.append(f"{new} = {current}")
                cell.before[name] = cell.after[name] = new
        else:
            cell.before[name] = cell.after[name] = new
        current, seen = new, True


def _flow(name: str, cells: Sequence[_Cell], binders: list[int]) -> tuple[dict[int, bool], list[bool]]:
    """For each binder whether it needs the value from above, and whether its own is read below."""
    needs_old: dict[int, bool] = {}
    is_read: list[bool] = []
    bounds = [*binders[1:], len(cells)]
    below = False
    for at, end in zip(reversed(binders), reversed(bounds), strict=True):
        between = any(cells[other].reads(name) for other in range(at + 1, end))
        if at == binders[0]:
            # What is read above the first definition can only mean the first.
            between = between or any(cells[other].reads(name) for other in range(at))
        read = between or below
        use = cells[at].uses[name]
        needs_old[at] = below = use.reads_before or (read and not use.is_sure)
        is_read.append(read)
    return needs_old, is_read[::-1]


def _fresh(base: str, taken: set[str], *, try_plain: bool = False) -> str:
    if not base.isidentifier():
        base = f"x{base}"
    if try_plain and base not in taken and not keyword.iskeyword(base):
        taken.add(base)
        return base
    number = 1
    while f"{base}_{number}" in taken:
        number += 1
    taken.add(f"{base}_{number}")
    return f"{base}_{number}"


def apart(codes: Sequence[str], is_apart: Callable[[str], bool]) -> list[str]:
    """The cells with such names as belong to one cell alone made different, where several use the same.

    >>> apart(["_x = 1", "_x = 2"], is_private)
    ['_x = 1', '_x_1 = 2']
    """
    taken = {word for code in codes for word in re.findall(r"[^\W\d]\w*", code)}
    cells = [_Cell.of(code) for code in codes]
    seen: set[str] = set()
    for cell in cells:
        for name, use in cell.uses.items():
            if use.binds and is_apart(name) and name.strip("_"):
                if name in seen:
                    cell.before[name] = cell.after[name] = _fresh(name, taken)
                seen.add(name)
    return [cell.renamed() for cell in cells]
