"""What a Python from a snapshot needs when it wakes up. Part of the snapshot, by `freeze.py`; called by the worker.

A snapshot holds modules and no files: not of the standard library, not of the kernel. They come while the first
output is being read. Whoever imports something else before that waits here.
"""

import asyncio
import gc
import importlib
import io
import logging
import os
import sys
import time
import zipfile

from pyodide.ffi import JsException

host = None
"""The kernel, while a session's memory is kept: who wakes up in it finds it here."""


def unfit():
    """Why this memory should not be kept as a session's, or ""."""
    gc.collect()
    if LIBRARY.bring is unpack_all:
        unpack_all()
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


def unpack(archive, folder):
    """The standard library is in its place. What `archive` holds goes to `folder`, a few files at a time."""
    LIBRARY.unpacking = Unpacking(io.BytesIO(archive.to_bytes()), folder)
    LIBRARY.bring = unpack_all


def unpack_some(seconds):
    """Go on for so long. True when all of it is there."""
    if not LIBRARY.unpacking.go_on(time.monotonic() + seconds):
        return False
    LIBRARY.bring = None
    importlib.invalidate_caches()
    return True


def unpack_all():
    """Somebody waits for it."""
    unpack_some(float("inf"))


class Unpacking:
    """An archive's files on their way into a folder. One that was interrupted is written again."""

    def __init__(self, archive, folder):
        self._archive = zipfile.ZipFile(archive)
        self._left = self._archive.infolist()
        self._folder = folder

    def go_on(self, until):
        """Write files until then, and at least one. True when none is left."""
        while self._left:
            self._archive.extract(self._left[-1], self._folder)
            self._left.pop()
            if time.monotonic() >= until:
                break
        return not self._left


class LateLibrary:
    """A finder that finds nothing, but sees to it that the next one can."""

    __name__ = "LateLibrary"

    def __init__(self):
        self.bring = None
        self.unpacking = None

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
        except BaseException:  # the person pressed Stop
            self.bring = bring
            raise


LIBRARY = LateLibrary()
