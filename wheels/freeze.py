"""Run inside Pyodide by `freeze.mjs`: bring Python to where every visit begins, so that its memory can be kept.

Imports the kernel, what it needs and what notebooks often import, runs a small notebook once, and puts
`thaw.py` in the place of files that will come after the first output. Touches nothing of JavaScript.
"""

import builtins
import gc
import importlib
import os
import sys

COMMON = """
abc argparse array ast asyncio base64 bisect calendar cmath collections.abc colorsys contextlib copy csv dataclasses
datetime decimal difflib enum fractions functools glob graphlib hashlib heapq html.parser importlib.metadata
importlib.resources inspect io itertools json keyword linecache locale logging math mimetypes numbers operator pathlib
pickle pprint queue random re secrets shutil statistics string string.templatelib struct tempfile textwrap threading
time tokenize traceback types typing unicodedata urllib.parse uuid warnings weakref zipfile zlib zoneinfo _strptime
"""
"""Modules of the standard library that cost nothing more once they are in the snapshot."""

NOTEBOOK = [
    "1 + 1",
    "import cloche as cl\nsize = cl.ui.slider(0, 10, label='size')\nsize",
    "size.value * 100",
    "cl.md('# Title\\n\\nsome *text* and $x$\\n\\n- a list')",
    "[1, {'a': (2.5, None)}]",
    "print('printed')",
    "1 / 0",
]


def freeze():
    """Do all of it. Gives the names of modules that could not be imported, which must be none."""
    failed = [name for name in [*COMMON.split(), "cloche", "cloche.hosts.browser"] if not imported(name)]
    rehearse()
    place_late_library()
    sys.path[:] = [place for place in sys.path if place]  # every start puts "" there itself
    for name in ("LANG", "_"):
        os.environ.pop(name, None)
    importlib.invalidate_caches()
    gc.collect()
    return failed


def imported(name):
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


def rehearse():
    """Run a notebook and forget it: what is made on first use (patterns, readers, codecs) is then there."""
    from cloche.protocol import from_wire, to_wire
    from cloche.runtime import Session

    class Host:
        def now(self):
            return 0.0

        async def ensure_modules(self, names, cell):
            pass

        def wake(self):
            pass

    events = []
    before = dict(vars(sys.modules["__main__"]))
    session = Session(Host(), lambda event: events.append(to_wire(event)))
    config = {"disabled": False, "hideCode": False, "column": None}
    cells = [
        {"id": str(place), "name": "_", "code": code, "kind": "cell", "config": config}
        for place, code in enumerate(NOTEBOOK)
    ]
    start = {
        "type": "start-notebook",
        "cells": cells,
        "mode": "edit",
        "autorun": True,
        "lazy": False,
        "values": {},
        "filename": "notebook.py",
        "query": {},
        "theme": "light",
        "reactiveTests": False,
        "strict": False,
    }
    for command in (start, {"type": "run-cells", "cells": cells[:1], "order": [cell["id"] for cell in cells]}):
        try:
            session.handle(from_wire(command)).send(None)
        except StopIteration:
            continue
        raise RuntimeError("the rehearsal waits for something")
    outputs = [event["output"] for event in events if event["type"] == "cell-output"]
    if not any(output and "2" in str(output.get("text/plain", output)) for output in outputs):
        raise RuntimeError(f"the rehearsal had no output: {events}")
    session.close()
    main = vars(sys.modules["__main__"])
    for name in set(main) - set(before):
        del main[name]
    if hasattr(builtins, "_"):
        del builtins._


def place_late_library():
    """Just before imports look for files, as nothing that is imported already needs one."""
    files = next(place for place, finder in enumerate(sys.meta_path) if getattr(finder, "__name__", "") == "PathFinder")
    sys.meta_path.insert(files, sys.modules["_cloche_thaw"].LIBRARY)
