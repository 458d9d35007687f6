"""Random cells: small programs over few names, in every kind of scope that the running Python knows.

Most run to their end or stop with an exception. Not all compile. A seed stands
for a program: drawing every part by itself would cost a hundred times as much.
"""

from __future__ import annotations

import sys
from random import Random

NAMES = ("a", "b", "a", "b", "_p", "_q", "__m")
CONTEXT = '__import__("contextlib").nullcontext'
HAS_TYPE_PARAMETERS = sys.version_info >= (3, 12)
HAS_TYPE_DEFAULTS = sys.version_info >= (3, 13)
HAS_TEMPLATES = sys.version_info >= (3, 14)


def program(seed: int) -> str:
    """The program that `seed` stands for."""
    writer = Writer(Random(seed))
    first = ["from __future__ import annotations"] if writer.number(0, 30) == 0 else []
    return "\n".join(first + writer.block(3))


class Writer:
    """Writes programs; every choice is the random source's."""

    def __init__(self, random: Random) -> None:
        self.pick = random.choice
        self.number = random.randint

    def name(self) -> str:
        return self.pick(NAMES)

    # ----------------------------------------------------------- expressions

    def expression(self, depth: int = 2) -> str:
        if depth == 0 or self.number(0, 2) == 0:
            return self.pick([self.name(), str(self.number(0, 3))])
        x, y, n, m = self.expression(depth - 1), self.expression(depth - 1), self.name(), self.name()
        return self.pick(
            [
                f"({x} + {y})",
                f"({n} := {x})",
                f"(lambda {n}={x}: {y})()",
                f"(lambda *{n}, {m}={x}, **b: {y})()",
                f"(lambda: {x})()",
                f"sum([{x} for {n} in [1, {y}]])",
                f"sum({x} for {n} in [1] for {m} in [{y}])",
                f"len({{{x}: {n} for {n} in [{y}] if {n}}})",
                f"len([[{x} for {n} in [{m}]] for {m} in [{y}]])",
                f"len([({n} := {x}) for {m} in [{y}]])",
                f"len([lambda: {n} for {n}, *{m} in [[{y}, 1]] if ({x}, {m})])",
                f"[{m} for {n} in [{x}]][0]",
                f'len(f"{{{x}}}{{{n}!r:>{{{m}}}}}")',
                f"len(f'{{[f\"{{{n}}}\" for {n} in [{x}]]}}')",
                f"len([*[{x}], *({y},)])",
                f"dict(**{{'k': {x}}}, {n}={y})['k']",
                f"({x} if {y} else {n})",
                self.pick([f"({x} < {y} < {n})", f"[{x}][{n}:{m}:{y}]", f"(not {x} and {y})", f"{n}.real"]),
                self.pick([f"(yield {x})", f"(await {x})", "__class__", f"({x})"]),
                self.template(x, n, m) if HAS_TEMPLATES else f"f'{{{x}=}}'",
            ]
        )

    def template(self, x: str, n: str, m: str) -> str:
        return self.pick(
            [f"t'{{{x}}}{{{n}!r:>{{{m}}}}}'", f"t'{{f'{{[{n} for {n} in [{x}]]}}'}}'", f"t'{{{n} :={m}}}'"]
        )

    # ------------------------------------------------------------ statements

    def simple(self) -> list[str]:
        n, m, x = self.name(), self.name(), self.expression()
        return [
            self.pick(
                [
                    f"{n} = {x}",
                    f"{n} = {x}",
                    f"{n} = {m} = {x}",
                    f"{n} += {x}",
                    f"{n}, *{m} = 1, {x}",
                    f"[{n}, ({m}, *a)] = 1, (2, {x})",
                    f"{n}: {m} = {x}",
                    f"{n}: {m}",
                    self.pick([f"({n}): {m}", f"({n}): {m} = {x}", f"{n}.k: {m} = {x}", f"{n}[{m}] = {x}"]),
                    self.pick([f"del {n}", f"del {n}, ({m})"]),
                    self.pick([f"global {n}", "pass", "pass", "pass"]),
                    self.pick([f"nonlocal {n}", "pass", "pass", "pass", "pass"]),
                    f"import sys as {n}, os.path as {m}",
                    self.pick([f"import {n}.{m}", f"from . import {n}", f"from .{n} import {m}", "import os.path"]),
                    f"from os import path as {n}, sep as {m}",
                    self.type_alias(n, m, x),
                    f"assert {x} or True, {m}",
                    x,
                    "pass",
                ]
            )
        ]

    def type_alias(self, n: str, m: str, x: str) -> str:
        if not HAS_TYPE_PARAMETERS:
            return "pass"
        return self.pick([f"type {n} = {x}", f"type {n}[{m}] = {x}", f"type {n}{self.parameters()} = {m}"])

    def parameters(self) -> str:
        """Type parameters, or none. No `__m` in them: Pythons differ about private names in a generic class's head."""
        if not HAS_TYPE_PARAMETERS or self.number(0, 3):
            return ""
        n, x = self.name(), self.pick(["a", "b", "(a := b)", "[a for b in _p]", "lambda: _q"])
        some = [f"[{n}]", f"[T: {x}]", f"[{n}: ({x}, 1), *R, **P]"]
        return self.pick([*some, f"[T = {x}]", f"[{n}: b = {x}]"] if HAS_TYPE_DEFAULTS else some)

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
        deeper, others = [f"    {line}" for line in body], [f"    {line}" for line in other]
        types = self.parameters()
        decorator = self.pick([[], [], [f"@(lambda {m}: {n})"], [f"@{m}"]])
        return self.pick(
            [
                [*decorator, f"def {n}{types}({m}={x}):", *body, f"{n}()"],
                [f"def {n}():", *body, f"{n}()"],
                [f"def {n}{types}(*{m}: {x}) -> {m}:", *body],
                [f"def {n}({m}: {x} = 1, /, *, b: a = {x}, **k: {n}):", *body],
                [f"async def {n}{types}():", *body],
                [f"async def {n}():", f"    async with {m} as {m}:", *deeper, f"    async for {n} in {x}:", *others],
                [*decorator, f"class {n}{types}:", *body],
                [f"class {n}{types}(object, metaclass=(a, type)[1]):", *body],
                [f"class {n}:", *body, f"    def {m}(self):", *others],
                [f"class {n}:", f"    def {m}(self, {n}={x}):", "        nonlocal __class__", *deeper],
                ["try:", *body, "    1 / 0", f"except (ZeroDivisionError, NameError) as {n}:", *other],
                ["try:", *body, "    1 / 0", f"except* (ZeroDivisionError, NameError) as {n}:", *other],
                ["try:", *body, "    1 / 0", "except (ZeroDivisionError, NameError):", *other, "finally:", f"    {x}"],
                [f"for {n} in [{x}]:", *body, "else:", *other],
                [f"for {n}, *{m} in [[{x}]]:", *body],
                [f"if {x}:", *body, "else:", *other],
                [f"while {x}:", *body, "    break"],
                [f"with {CONTEXT}({x}) as {n}, {CONTEXT}([{n}, 1]) as ({m}, _):", *body],
                [f"match {x}:", f"    case {n}:", *deeper],
                [f"match [{x}, 1]:", f"    case [{n}, *{m}] if {x}:", *deeper],
                [f"match {x}:", f"    case int(real={n}) | {n}:", *deeper],
                [f"match {{'k': {x}}}:", f"    case {{'k': 1 | 2 as {n}, **{m}}}:", *deeper],
            ]
        )
