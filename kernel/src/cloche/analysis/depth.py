"""How deep a syntax tree would be, before anybody asks Python to build it.

In a browser Python's parser and compiler call themselves on a stack of about a
megabyte, which cannot be caught when it overflows: the whole Python dies. So
what is too deep is refused by counting. The count is never less than the depth of
the tree by more than the blocks around it, and long flat things (lists, calls
with many arguments, strings, `and`, comparisons, thousands of statements) count for nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DEEPEST = 500
"""What a browser's Python is asked to build at most.

Whatever the levels are made of (sums, attributes, calls of calls, `not`, conditional
expressions), Pyodide 314 survives 1,000 and dies at 1,200 in a worker of Chromium,
where Python was called without a promise; with one, or in Node, at about twice that.
Of an `elif` chain it takes seven tenths. No module of the standard library has 150.
"""


def too_deep(code: str, limit: int = DEEPEST) -> int | None:
    """The line where an expression (or a chain of `elif`) is nested more than `limit` deep; None if none is.

    >>> too_deep("x = 1\\ny = " + "+".join("a" * 2000))
    2
    >>> too_deep("x = [" + "1," * 100_000 + "]")
    """
    if len(code) <= limit or _links(code) <= limit:
        return None
    return _Count(limit).line(code)


_MAY_LINK = ("+", "-", "*", "/", "%", "@", ".", "&", "|", "^", "~", "<<", ">>", "[", "(", "{", "not", "if")


def _links(code: str) -> int:
    """At most this deep; as quickly as it can be said."""
    return sum(code.count(sign) for sign in _MAY_LINK)


_TOKEN = re.compile(
    r"""(?P<skip>\#[^\n]*|\\\r?\n|[ \t\f]+)
      | (?P<string>[A-Za-z]{0,2}(?:\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}
                                |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
      | (?P<number>(?:\d|\.\d)(?:[eE][+-]|[\w.])*)
      | (?P<word>\w+)
      | (?P<open>[(\[{])
      | (?P<close>[)\]}])
      | (?P<line>\n)
      | (?P<part>,|;|:=|[:=](?!=)|->|[-+*/%@&|^]=|(?:\*\*|//|<<|>>)=)
      | (?P<compare>[<>=!]=|[<>](?![<>]))
      | (?P<tight>\*\*|\.|~)
      | (?P<product>//|[*/%@])
      | (?P<sum>[-+&|^]|<<|>>)
      | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_FLAT = {"and", "or", "in", "is", "for", "else", "return", "yield", "assert", "lambda"}


@dataclass(slots=True)
class _Level:
    """The chain of links inside one pair of brackets: sums of products of what is bound tightly."""

    is_postfix: bool = False
    sums: int = 0
    products: int = 0
    tights: int = 0
    most_products: int = 0
    most_tights: int = 0
    inside: int = 0
    """The deepest bracket in this chain."""
    deepest: int = 0
    """The deepest chain between commas so far."""

    def depth(self) -> int:
        products, tights = max(self.most_products, self.products), max(self.most_tights, self.tights)
        return self.sums + products + tights + self.inside

    def end_chain(self) -> None:
        self.deepest = max(self.deepest, self.depth())
        self.sums = self.products = self.tights = self.most_products = self.most_tights = self.inside = 0

    def end_product(self) -> None:
        self.end_tight()
        self.most_products = max(self.most_products, self.products)
        self.products = 0

    def end_tight(self) -> None:
        self.most_tights = max(self.most_tights, self.tights)
        self.tights = 0


class _Count:
    def __init__(self, limit: int) -> None:
        self._limit = limit

    def line(self, code: str) -> int | None:
        """The first line that is too deep."""
        levels = [_Level()]
        number = 1
        after_value = False
        elifs = 0
        for token in _TOKEN.finditer(code):
            kind, text = token.lastgroup, token[0]
            if kind == "skip" or (kind == "line" and len(levels) > 1):
                number += text.count("\n")
                continue
            level = levels[-1]
            if kind == "open":
                levels.append(_Level(is_postfix=after_value))
            elif kind == "close":
                self._close(levels)
            elif kind == "sum" and not after_value:
                level.tights += 1
            elif kind == "sum":
                level.end_product()
                level.sums += 1
            elif kind == "product" and after_value:
                level.end_tight()
                level.products += 1
            elif kind == "tight" or text == "not":
                level.tights += 1
            elif text == "if":
                level.sums += 1
            elif kind in ("part", "line"):
                level.end_chain()
            elif kind == "compare" or text in _FLAT:
                level.end_product()
            if text == "elif":
                elifs += 1
            elif text in ("if", "def", "class", "match") and len(levels) == 1 and not after_value:
                elifs = 0
            after_value = kind in ("string", "number", "close") or (
                kind == "word" and text not in _FLAT and text not in ("not", "if", "elif", "await")
            )
            if max(levels[-1].depth(), levels[-1].deepest) + len(levels) > self._limit or elifs > self._limit * 0.7:
                return number
            number += text.count("\n")
        return None

    def _close(self, levels: list[_Level]) -> None:
        if len(levels) == 1:
            return
        closed = levels.pop()
        closed.end_chain()
        level = levels[-1]
        if closed.is_postfix:
            # `f(x)(y)(z)` is a chain; what stands in its brackets is beside it, not below.
            level.tights += 1
        level.inside = max(level.inside, closed.deepest + 1)
