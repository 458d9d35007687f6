"""A value in a few words that never raise, by `reprlib`: dictionaries keep their order."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from reprlib import Repr


class BriefRepr(Repr):
    """`reprlib.Repr`, but for the order of a dictionary's items, which it would sort.

    >>> BriefRepr().repr({"b": 1, "a": {}})
    "{'b': 1, 'a': {}}"
    """

    def repr_dict(self, x: Mapping[object, object], level: int) -> str:
        """The items as they come, `maxdict` of them at most."""
        if not x:
            return "{}"
        if level <= 0:
            return "{...}"
        items = [
            f"{self.repr1(key, level - 1)}: {self.repr1(item, level - 1)}"
            for key, item in islice(x.items(), self.maxdict)
        ]
        if len(x) > self.maxdict:
            items.append("...")
        return f"{{{', '.join(items)}}}"
