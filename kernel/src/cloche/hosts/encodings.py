"""What Altair works out anew for each `encode`, remembered.

Each call of `encode` makes a table of all its classes by the hash of their
schemas: some 500 texts of JSON, two thirds of the time that it takes to make a
small chart. Schemas of classes never change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary


def install(schemapi: ModuleType) -> None:
    """Of `altair.utils.schemapi`. A version that does it in another way is left alone."""
    table = getattr(schemapi, "_FromDict", None)
    if not all(callable(getattr(table, name, None)) for name in ("hash_schema", "from_dict")):
        return
    hashes: WeakKeyDictionary[type, int] = WeakKeyDictionary()

    def init(self: Any, wrapper_classes: Iterable[Any], /) -> None:
        self.class_dict = defaultdict(list)
        for each in wrapper_classes:
            if each._schema is None:
                continue
            found = hashes.get(each)
            if found is None:
                found = hashes[each] = self.hash_schema(each._schema)
            self.class_dict[found].append(each)

    setattr(table, "__init__", init)  # noqa: B010 - to a checker, that class has another one
