"""What Altair works out anew for each chart, remembered: a chart that is drawn again is nearly the chart before.

For each channel of `encode` it makes a table of its 500 classes by the hash of
their schemas, each channel and each chart is checked against the schema of
Vega-Lite, and an older `jsonschema` searches all of that schema for each
reference in it. Schemas never change, so a text that was right stays right.
What is wrong is checked each time, and told in Altair's own words.
"""

from __future__ import annotations

import marshal
import re
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary

TEXTS = 2_000
"""So many checked texts are remembered, the newest, each of at most `LENGTH` bytes: charts and channels, no tables."""

LENGTH = 20_000

_COUNTED = re.compile(rb"\b(view|param)_\d+")
"""Names that Altair makes by counting: to the schema they are all alike, and each chart has new ones."""


def install(schemapi: ModuleType) -> None:
    """Of `altair.utils.schemapi`. What a version does in another way is left alone."""
    table = getattr(schemapi, "_FromDict", None)
    if all(callable(getattr(table, name, None)) for name in ("hash_schema", "from_dict")):
        _remember_classes(schemapi, table)
    if callable(getattr(schemapi, "validate_jsonschema", None)):
        setattr(schemapi, "validate_jsonschema", _remembering_what_is_right(schemapi.validate_jsonschema))  # noqa: B010
    if callable(getattr(schemapi, "_resolve_references", None)):
        setattr(schemapi, "_resolve_references", _remembering_references(schemapi._resolve_references))  # noqa: B010


# ------------------------------------------------------------------------ parts


def _remember_classes(schemapi: ModuleType, table: Any) -> None:
    hashes: WeakKeyDictionary[type, int] = WeakKeyDictionary()
    classes: dict[type, tuple[type, ...]] = {}
    tables: dict[int, tuple[Iterable[Any], dict[int, list[Any]]]] = {}

    def init(self: Any, wrapper_classes: Iterable[Any], /) -> None:
        if (known := tables.get(id(wrapper_classes))) is not None:
            self.class_dict = known[1]
            return
        self.class_dict = defaultdict(list)
        for each in wrapper_classes:
            if each._schema is None:
                continue
            found = hashes.get(each)
            if found is None:
                found = hashes[each] = self.hash_schema(each._schema)
            self.class_dict[found].append(each)
        if any(wrapper_classes is each for each in classes.values()):
            tables[id(wrapper_classes)] = wrapper_classes, self.class_dict

    setattr(table, "__init__", init)  # noqa: B010 - to a checker, that class has another one
    base: Any = getattr(schemapi, "SchemaBase", None)
    list_subclasses = getattr(schemapi, "_subclasses", None)
    if not isinstance(base, type) or not callable(list_subclasses) or "__init_subclass__" in vars(base):
        return

    def subclasses(cls: type) -> Iterable[type]:
        if not issubclass(cls, base):
            return tuple(list_subclasses(cls))
        if cls not in classes:
            classes[cls] = tuple(list_subclasses(cls))
        return classes[cls]

    def forget(cls: type[Any], /, **named: Any) -> None:
        others: Any = super  # a checker takes `base` for no class
        others(base, cls).__init_subclass__(**named)
        classes.clear()
        tables.clear()

    setattr(schemapi, "_subclasses", subclasses)  # noqa: B010
    setattr(base, "__init_subclass__", classmethod(forget))  # noqa: B010


def _remembering_what_is_right(validate: Callable[..., Any]) -> Callable[..., Any]:
    right = _Newest(TEXTS)

    def validate_jsonschema(spec: Any, schema: Any, rootschema: Any = None, *, raise_error: bool = True) -> Any:
        try:
            text = marshal.dumps(spec, 0)  # tells whole numbers from others, and lists from tuples
        except ValueError:
            text = b""
        if not 0 < len(text) <= LENGTH:
            return validate(spec, schema, rootschema, raise_error=raise_error)
        key = (_COUNTED.sub(rb"\1", text), id(schema), id(rootschema))
        if right.has(key):
            return None
        error = validate(spec, schema, rootschema, raise_error=raise_error)
        if error is None:
            right.add(key, (schema, rootschema))
        return error

    return validate_jsonschema


def _remembering_references(resolve: Callable[..., Any]) -> Callable[..., Any]:
    resolved = _Newest(TEXTS)

    def resolve_references(schema: dict[str, Any], rootschema: dict[str, Any] | None = None) -> Any:
        if "$ref" not in schema:
            return schema
        key = (id(schema), id(rootschema))
        if not resolved.has(key):
            resolved.add(key, (resolve(schema, rootschema), schema, rootschema))
        return resolved.of(key)[0]

    return resolve_references


class _Newest:
    """What was asked last, by keys with the ids of the objects that stand beside them, which so stay theirs."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Sequence[Any]] = OrderedDict()

    def has(self, key: Hashable) -> bool:
        """Whether it is kept; then it is now the one that was asked last."""
        if key not in self._kept:
            return False
        self._kept.move_to_end(key)
        return True

    def of(self, key: Hashable) -> Sequence[Any]:
        return self._kept[key]

    def add(self, key: Hashable, kept: Sequence[Any]) -> None:
        self._kept[key] = kept
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
