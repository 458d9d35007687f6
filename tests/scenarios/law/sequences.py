"""Random notebooks and what is done to them, as plain values: `(what, …)` tuples."""

from dataclasses import dataclass
from random import Random
from typing import Any

Step = tuple[Any, ...]
"""`("start", …)`, `("edit", {cell: code}, order)`, …; a last item `{"strike": n}` interrupts it at the n-th line."""

PLAIN = ("x0", "x1", "x2", "x3")
MODULES = ("math", "json", "string")
SETTER = "c2"
"""The only cell that may set a state."""


@dataclass
class Writer:
    """Writes the code of cells. `by_callback` says who sets states: an element's callback, or the setter cell."""

    random: Random
    by_callback: bool

    def code(self, cell: str) -> str:
        """Any code, of the kinds that a notebook is made of."""
        if cell == SETTER and not self.by_callback and self.random.random() < 0.4:
            return self.random.choice(("put0({})", "put0({} + s0.value)", "put0({})\n'set'")).format(self.number())
        writers, weights = zip(*KINDS, strict=True)
        return self.random.choices(writers, weights)[0](self)

    def number(self) -> int:
        return self.random.randrange(9)

    def name(self) -> str:
        return self.random.choice(PLAIN)

    def term(self) -> str:
        """An expression that gives a small number, if all goes well."""
        pick = self.random.random()
        name = self.name()
        if pick < 0.25:
            return str(self.number())
        if pick < 0.65:
            return name
        return self.random.choice(
            (
                f"f0({name})",
                f"f1({self.number()})",
                "s0.value",
                "get0()",
                f"math.floor({name})",
                f"len(json.dumps({name}))",
                "len(string.digits)",
                "C.size",
                f"sum({name} for _ in range(2))",
                f"(lambda v: v + {name})(1)",
                "int(b0.value)",
            )
        )

    def value(self) -> str:
        terms = [self.term() for _ in range(self.random.randint(1, 2))]
        return f"({' + '.join([*terms, str(self.number())])}) % 97"

    # ------------------------------------------------------------- kinds of cell

    def assignment(self) -> str:
        return f"{self.name()} = {self.value()}"

    def two(self) -> str:
        return f"{self.name()} = {self.value()}\n{self.name()} = {self.value()}"

    def shown(self) -> str:
        return self.random.choice((self.value(), f"({self.term()}, {self.term()})", "s0", f"{self.name()};"))

    def printed(self) -> str:
        name = self.name()
        return self.random.choice(
            (
                f"print({name}, {self.term()})",
                f"import sys as _sys\nprint({name})\nprint('bad', file=_sys.stderr)",
                f"print('early')\n{name} = {self.value()}\nprint({name})\n{name}",
            )
        )

    def function(self) -> str:
        name, free = self.random.choice(("f0", "f1")), self.term()
        return self.random.choice(
            (
                f"def {name}(v):\n    return (v + {free}) % 97",
                f"_k = {self.number()}\ndef {name}(v):\n    return v + _k",
                f"_t = {self.term()}\n{name} = lambda v: v + _t",
                f"def {name}(v: int = {self.number()}) -> int:\n    return v",
            )
        )

    def kind(self) -> str:
        return f"class C:\n    size = {self.random.choice((self.term(), self.number()))}"

    def private(self) -> str:
        return f"_a = {self.value()}\n_b = [_a for _a in range(2)]\n{self.name()} = _a"

    def handled(self) -> str:
        return f"try:\n    1 / {self.term()}\nexcept ZeroDivisionError as {self.name()}:\n    print('zero')"

    def imports(self) -> str:
        names = self.random.sample(MODULES, self.random.randint(1, 2))
        return self.random.choice(
            (
                f"import {', '.join(names)}",
                f"import {names[0]}",
                f"import {self.random.choice(MODULES)} as math",
                f"import {names[0]}\nfrom math import {self.random.choice(('floor', 'ceil'))} as f0",
                f"import {names[0]}\nimport surely_not_there",
            )
        )

    def deletion(self) -> str:
        name = self.name()
        return self.random.choice((f"del {name}", f"{self.name()} = {name}\ndel {name}", f"print({name})\ndel {name}"))

    def stopped(self) -> str:
        name = self.name()
        return f"import cloche as _c\n_c.stop({self.term()} % 2, 'halt')\n{name} = {self.value()}\n{name}"

    def failed(self) -> str:
        name = self.name()
        return self.random.choice(
            (
                f"{name} = {self.value()}\n1 / ({self.term()} % 2)",
                f"raise ValueError({self.term()})",
                f"def _dive(n):\n    return _dive(n + 1)\n{name} = 1\n_dive(0)",
                f"{name} += 1",
            )
        )

    def bound(self) -> str:
        name = self.name()
        return self.random.choice(
            (
                f"for {name} in range({self.number()}):\n    pass",
                f"({name} := {self.value()})",
                f"{name}: int = {self.value()}",
                f"def _set():\n    global {name}\n    {name} = {self.number()}\n_set()",
                f"if {self.term()} % 2:\n    {name} = {self.number()}",
                f"import contextlib as _l\nwith _l.nullcontext({self.number()}) as {name}:\n    pass",
            )
        )

    def slider(self) -> str:
        start = self.random.randrange(9)
        on_change = ", on_change=put0" if self.by_callback and self.random.random() < 0.6 else ""
        first = f"s0 = _c.ui.slider(0, 9, value={start}{on_change})"
        return "import cloche as _c\n" + self.random.choice((first, f"{first}\ns0", f"{first}\n_c.md('a')"))

    def button(self) -> str:
        return "import cloche as _c\nb0 = _c.ui.run_button()\nb0"

    def state(self) -> str:
        return f"import cloche as _c\nget0, put0 = _c.state({self.number()})"

    def broken(self) -> str:
        return self.random.choice(
            (f"{self.name()} = (", "from math import *", f"{self.name()} = 1\nreturn 5", "!pip install x")
        )

    def idle(self) -> str:
        return self.random.choice(("", "# nothing", "pass", "'text'", "print()"))


KINDS = (
    (Writer.assignment, 22),
    (Writer.two, 8),
    (Writer.shown, 8),
    (Writer.printed, 6),
    (Writer.function, 8),
    (Writer.kind, 2),
    (Writer.private, 4),
    (Writer.handled, 2),
    (Writer.imports, 7),
    (Writer.deletion, 5),
    (Writer.stopped, 5),
    (Writer.failed, 5),
    (Writer.bound, 6),
    (Writer.slider, 6),
    (Writer.button, 2),
    (Writer.state, 5),
    (Writer.broken, 3),
    (Writer.idle, 2),
)


def sequence(random: Random, *, most: int = 12) -> list[Step]:
    """A notebook, and up to `most` things done to it."""
    writer = Writer(random, random.random() < 0.3)
    cells = [f"c{n}" for n in range(random.randint(2, 7))]
    notebook = {cell: writer.code(cell) for cell in cells}
    off = [cell for cell in cells if random.random() < 0.05]
    setup = random.random() < 0.1
    steps: list[Step] = [("start", notebook, off, setup, random.random() < 0.15, random.random() < 0.85, {})]
    order = list(cells)
    for _ in range(random.randint(1, most)):
        step = _step(random, writer, order)
        strike = {"strike": int(random.random() ** 3 * 3_000)} if random.random() < 0.12 else {}
        steps.append((*step, strike))
    return steps


def _step(random: Random, writer: Writer, order: list[str]) -> Step:
    pick = random.random()
    cell = random.choice(order) if order else "c0"
    if pick < 0.40 or not order:
        some = [cell, *(other for other in order if random.random() < 0.06)]
        if not order:
            order.append(cell)
        return ("edit", {each: writer.code(each) for each in some}, list(order))
    if pick < 0.50:
        fresh = next(f"c{n}" for n in range(100) if f"c{n}" not in order)
        order.insert(random.randint(0, len(order)), fresh)
        return ("edit", {fresh: writer.code(fresh)}, list(order))
    if pick < 0.58:
        some = [cell, *(other for other in order if other != cell and random.random() < 0.1)]
        for each in some:
            order.remove(each)
        return ("delete", some)
    if pick < 0.63:
        random.shuffle(order)
        return ("move", list(order))
    if pick < 0.70:
        return ("disable", [cell], random.random() < 0.5)
    if pick < 0.72:
        return ("rename", cell, random.choice(("load", "plot", "_")))
    if pick < 0.79:
        return ("rerun", [cell])
    if pick < 0.82:
        return ("run-all",)
    if pick < 0.87:
        return ("run-stale",)
    if pick < 0.91:
        return ("lazy", random.random() < 0.6)
    return ("set", random.randrange(5), random.randrange(10))
