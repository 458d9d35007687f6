"""The public names of a package that speaks marimo's API, with their parameters: facts, as JSON.

python tests/api/facts.py marimo > tests/api/marimo.json     # in a Python that has marimo installed
"""

import importlib
import inspect
import json
import re
import sys

MODULES = ("ui", "output", "status", "mpl", "watch", "islands", "ai")
CLASSES = ("App", "Cell", "Html", "AppMeta", "Thread")

RETURNED = {
    "marimo": {
        "query_params()": ("marimo._runtime.params", "QueryParams"),
        "cli_args()": ("marimo._runtime.params", "CLIArgs"),
    },
    "cloche": {
        "query_params()": ("cloche.runtime.query", "QueryParams"),
        "cli_args()": ("cloche.runtime.arguments", "CLIArgs"),
    },
}
"""What functions give that has no public name of its own."""


def facts(package):
    """`{dotted name: fact}`; a fact is a kind and, for what can be called, its parameters."""
    root = importlib.import_module(package)
    found = {}
    for name in names(root):
        thing = getattr(root, name)
        found[name] = fact(thing)
        if name in CLASSES:
            found.update(members(name, thing))
    for module in MODULES:
        for name in names(getattr(root, module, None)):
            thing = getattr(getattr(root, module), name)
            found[f"{module}.{name}"] = fact(thing)
    for name, (module, kind) in RETURNED[package].items():
        found.update(members(name, getattr(importlib.import_module(module), kind)))
    return {"version": getattr(root, "__version__", ""), "names": found}


def names(module):
    """What a module offers: its `__all__`, or what is defined in it."""
    if module is None:
        return []
    listed = getattr(module, "__all__", None)
    return sorted(name for name in (listed or vars(module)) if not name.startswith("_") or name == "__version__")


def members(name, kind):
    return {
        f"{name}.{member}": fact(inspect.getattr_static(kind, member))
        for member in sorted(dir(kind))
        if not member.startswith("_") and not member.isupper() and member != "T"
    }


def fact(thing):
    thing = inspect.unwrap(thing) if callable(thing) else thing
    if inspect.ismodule(thing):
        return {"kind": "module"}
    if isinstance(thing, property) or type(thing).__name__ in (
        "member_descriptor",
        "getset_descriptor",
        "cached_property",
    ):
        return {"kind": "attribute"}
    if isinstance(thing, (staticmethod, classmethod)):
        thing = thing.__func__
    if not callable(thing):
        return {"kind": "value"}
    try:
        parameters = inspect.signature(thing).parameters.values()
    except (TypeError, ValueError):
        return {"kind": "class" if inspect.isclass(thing) else "function", "parameters": None}
    return {
        "kind": "class" if inspect.isclass(thing) else "function",
        "parameters": [
            [each.name, each.kind.name.lower(), None if each.default is each.empty else default(each.default)]
            for each in parameters
            if each.name not in ("self", "cls_") and not each.name.startswith("_")
        ],
    }


def default(value):
    if inspect.isclass(value) or inspect.isfunction(value):
        return value.__name__
    return re.sub(r" at 0x[0-9a-f]+", "", repr(value))


if __name__ == "__main__":
    print(json.dumps(facts(sys.argv[1]), indent=None, separators=(",", ":"), sort_keys=True).replace('},"', '},\n"'))
