"""What a Python from a snapshot needs when it wakes up. Part of the snapshot, by `freeze.py`; called by the worker.

A snapshot holds modules and no files: not of the standard library, not of the kernel. They come while the first
output is being read. Whoever imports something else before that waits here.
"""

import asyncio
import gc
import importlib
import logging
import os
import sys
import time

from pyodide.ffi import JsException

host = None
"""The kernel, while a session's memory is kept: who wakes up in it finds it here."""


def unfit():
    """Why this memory should not be kept as a session's, or ""."""
    gc.collect()
    if LIBRARY.bring is not None:
        return "the library has not come yet"
    if asyncio.get_event_loop()._in_progress:
        return "something is still awaited"
    for name, module in list(sys.modules.items()):
        if type(getattr(getattr(module, "__spec__", None), "loader", None)).__name__ == "ExtensionFileLoader":
            return f"{name} is compiled code"
    return ""


def thaw(language, bring):
    """Make the frozen machine the visitor's. `bring` writes the library's files: called at most once, and blocks."""
    os.environ["LANG"] = language
    logging._startTime = time.time_ns()  # records tell the time since then
    set_timezone()
    LIBRARY.bring = bring


def set_timezone():
    """What `time` noted of the zone when it was imported; this Python has no `time.tzset`."""
    year = time.gmtime().tm_year
    zones = [time.localtime(time.mktime((year, month, 1, 12, 0, 0, 0, 0, -1))) for month in (1, 7)]
    standard, summer = sorted(zones, key=lambda moment: moment.tm_gmtoff)
    time.timezone, time.altzone = -standard.tm_gmtoff, -summer.tm_gmtoff
    time.daylight = int(time.timezone != time.altzone)
    time.tzname = (standard.tm_zone, summer.tm_zone)


def library_arrived():
    """The files are there, brought by somebody else."""
    LIBRARY.bring = None
    importlib.invalidate_caches()


class LateLibrary:
    """A finder that finds nothing, but sees to it that the next one can."""

    __name__ = "LateLibrary"

    def __init__(self):
        self.bring = None

    def find_spec(self, name, path=None, target=None):
        self._need(name)

    def find_distributions(self, context=None):
        self._need("importlib.metadata")
        return iter(())

    def invalidate_caches(self):
        pass

    def _need(self, name):
        bring = self.bring
        if bring is None:
            return
        self.bring = None  # what brings the files imports modules itself
        try:
            bring()
        except JsException as error:
            self.bring = bring
            problem = (
                f"Python's library could not be downloaded ({error}). Check the connection and run the cell again."
            )
            raise ImportError(problem, name=name) from None


LIBRARY = LateLibrary()
