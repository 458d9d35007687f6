"""Random cells: small programs over few names, in every kind of scope.

Most run to their end or stop with an exception. Not all compile. A seed stands
for a program: drawing every part by itself would cost a hundred times as much.
"""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

NAMES = ("a", "b", "_p", "_q")


def program(seed: int) -> str:
    """The program that `seed` stands for."""
    return "\n".join(Writer(Random(seed)).block(3))


programs = st.integers(0, 2**48).map(program)


class Writer:
    def __init__(self, random: Random) -> None:
        self.pick = random.choice
        self.number = random.randint

    def name(self) -> str:
        return self.pick(NAMES)

    def expression(self, depth: int = 2) -> str:
        if depth == 0 or self.number(0, 2) == 0:
            return self.pick([self.name(), str(self.number(0, 3))])
        x, y, n, m = self.expression(depth - 1), self.expression(depth - 1), self.name(), self.name()
        return self.pick(
            [
                f"({x} + {y})",
                f"({n} := {x})",
                f"(lambda {n}={x}: {y})()",
                f"(lambda: {x})()",
                f"sum([{x} for {n} in [1, {y}]])",
                f"sum({x} for {n} in [1] for {m} in [{y}])",
                f"len({{{x}: {n} for {n} in [{y}] if {n}}})",
                f"len([[{x} for {n} in [{m}]] for {m} in [{y}]])",
                f"[{m} for {n} in [{x}]][0]",
                f'len(f"{{{x}}}{{{n}!r:>{{{m}}}}}")',
            ]
        )

    def simple(self) -> list[str]:
        n, m, x = self.name(), self.name(), self.expression()
        return [
            self.pick(
                [
                    f"{n} = {x}",
                    f"{n} = {x}",
                    f"{n} += {x}",
                    f"{n}, *{m} = 1, {x}",
                    f"{n}: {m} = {x}",
                    f"{n}: {m}",
                    f"del {n}",
                    self.pick([f"global {n}", "pass", "pass", "pass"]),
                    self.pick([f"nonlocal {n}", "pass", "pass", "pass", "pass"]),
                    f"import sys as {n}, os.path as {m}",
                    f"from os import path as {n}, sep as {m}",
                    x,
                    "pass",
                ]
            )
        ]

    def block(self, depth: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.number(1, 3)):
            lines += self.compound(depth) if depth and self.number(0, 1) else self.simple()
        return lines

    def inside(self, depth: int) -> list[str]:
        return [f"    {line}" for line in self.block(depth - 1)]

    def compound(self, depth: int) -> list[str]:
        n, m, x = self.name(), self.name(), self.expression()
        body, other = self.inside(depth), self.inside(depth)
        return self.pick(
            [
                [f"def {n}({m}={x}):", *body, f"{n}()"],
                [f"def {n}():", *body, f"{n}()"],
                [f"def {n}(*{m}: {x}) -> {m}:", *body],
                [f"class {n}:", *body],
                [f"class {n}:", *body, f"    def {m}(self):", *(f"    {line}" for line in other)],
                ["try:", *body, "    1 / 0", f"except (ZeroDivisionError, NameError) as {n}:", *other],
                ["try:", *body, "    1 / 0", "except (ZeroDivisionError, NameError):", *other, "finally:", f"    {x}"],
                [f"for {n} in [{x}]:", *body, "else:", *other],
                [f"if {x}:", *body, "else:", *other],
                [f"match {x}:", f"    case {n}:", *(f"    {line}" for line in body)],
                [f"match [{x}, 1]:", f"    case [{n}, *{m}] if {x}:", *(f"    {line}" for line in body)],
            ]
        )
