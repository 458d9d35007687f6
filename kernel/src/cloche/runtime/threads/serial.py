"""A Python without threads, made to do as much of their work as one thread can.

- A thread runs to its end when it is started, before `start` returns.
- A daemon thread waits until somebody waits for something, since it may never
  end; when it waits for what nobody is left to bring, it ends there.
- Executors and pools do their work when it is handed in (`executors.py`, `pools.py`).
- A wait that nobody can end raises `NeverEndsError`; one with a time sleeps for that time.
- Processes and timers are refused.

Installed by the browser's host; `docs/decisions/` says why it is so.
"""

from __future__ import annotations

import importlib
import sys
import threading
import time
import warnings
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_INSTEAD = {
    "concurrent.futures.thread": "cloche.runtime.threads.executors",
    "concurrent.futures.process": "cloche.runtime.threads.executors",
    "multiprocessing.pool": "cloche.runtime.threads.pools",
    "multiprocessing.popen_fork": "cloche.runtime.threads.processes",
    "multiprocessing.popen_forkserver": "cloche.runtime.threads.processes",
    "multiprocessing.popen_spawn_posix": "cloche.runtime.threads.processes",
}


class NoThreadsError(RuntimeError):
    """Something that needs a second thread or process, where there is only one."""


class NeverEndsError(NoThreadsError):
    """A wait for what nobody else is there to do."""


class _Abandoned(BaseException):
    """Ends a daemon thread that waits, as the end of a program would."""


class Stage:
    """Who runs, and who waits to run. One for each Python, made by `install`."""

    def __init__(self) -> None:
        self.waiting: list[threading.Thread] = []
        self.running: list[threading.Thread] = []

    def start(self, thread: Any) -> None:
        """In place of `threading.Thread.start`."""
        if not thread._initialized:
            raise RuntimeError("thread.__init__() not called")
        if thread._started.is_set():
            raise RuntimeError("threads can only be started once")
        if isinstance(thread, threading.Timer):
            raise NoThreadsError(
                "A Timer needs a thread of its own, and there are none in the browser. "
                "Use `asyncio.get_running_loop().call_later(seconds, function)`, or `await asyncio.sleep(seconds)`."
            )
        thread._started.set()
        if not thread.daemon:
            self.run(thread)
            return
        self.waiting.append(thread)
        if getattr(getattr(thread, "_target", None), "__module__", "") == "__main__":
            warnings.warn(
                "There are no threads in the browser: a daemon thread runs only when something waits for it, "
                "such as its `join()` or a queue's.",
                RuntimeWarning,
                stacklevel=3,
            )

    def run(self, thread: Any) -> None:
        """Run a thread to its end, here and now."""
        identity = threading.get_ident()
        active: dict[int, threading.Thread] = threading._active  # type: ignore[attr-defined]
        before = active.get(identity)
        thread._ident = identity
        active[identity] = thread
        self.running.append(thread)
        try:
            thread.run()
        except (SystemExit, _Abandoned):
            pass
        except KeyboardInterrupt:
            raise
        except BaseException:  # noqa: BLE001 - told as every thread's exception is
            threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), thread)))
        finally:
            self.running.remove(thread)
            if before is not None:
                active[identity] = before

    def join(self, thread: Any, timeout: float | None) -> None:
        """In place of `threading.Thread.join`."""
        if not thread._started.is_set():
            raise RuntimeError("cannot join thread before it is started")
        if thread in self.running:
            raise RuntimeError("cannot join current thread")
        if thread in self.waiting:
            self.waiting.remove(thread)
            self.run(thread)

    def wait(self, lock: SerialLock) -> None:
        """Wait for a lock: let others run that may free it."""
        while lock.locked():
            if self.waiting:
                self.run(self.waiting.pop(0))
            elif self.running and self.running[-1].daemon:
                raise _Abandoned
            else:
                raise NeverEndsError(
                    "This would wait for ever: there are no threads in the browser, so nobody else can end the wait. "
                    "Do first what it waits for (fill the queue before its reader starts), give it a timeout, "
                    "or use `asyncio`."
                )


class SerialLock:
    """In place of `threading.Lock`."""

    stage: Stage

    def __init__(self) -> None:
        self._is_locked = False

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock, if need be after others have run."""
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if self._is_locked:
            if not blocking:
                return False
            if timeout >= 0:
                time.sleep(timeout)
                return False
            self.stage.wait(self)
        self._is_locked = True
        return True

    def release(self) -> None:
        """Give the lock back."""
        if not self._is_locked:
            raise RuntimeError("release unlocked lock")
        self._is_locked = False

    def locked(self) -> bool:
        """Whether somebody has the lock."""
        return self._is_locked

    def _at_fork_reinit(self) -> None:
        self._is_locked = False

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


class Instead:
    """Finds our executors and pools where Python would find its own."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        return ModuleSpec(name, Instead, origin="cloche") if name in _INSTEAD else None  # type: ignore[arg-type]

    @staticmethod
    def create_module(spec: ModuleSpec) -> ModuleType:
        module = ModuleType(spec.name, "One thread doing the work of many.")
        ours = importlib.import_module(_INSTEAD[spec.name])
        module.__dict__.update({name: value for name, value in vars(ours).items() if not name.startswith("__")})
        return module

    @staticmethod
    def exec_module(module: ModuleType) -> None:
        """Nothing to run: the names are there."""


def have_threads() -> bool:
    """Whether this Python can start a thread."""
    return sys.platform != "emscripten"


def install() -> None:
    """Stand in for threads from now on. May be called twice."""
    if any(finder is Instead for finder in sys.meta_path):
        return
    stage = Stage()
    SerialLock.stage = stage
    sys.meta_path.insert(0, Instead)
    for name in _INSTEAD:
        parent, _, last = name.rpartition(".")
        if sys.modules.pop(name, None) is not None:
            vars(sys.modules[parent]).pop(last, None)
    for name in ("ThreadPoolExecutor", "ProcessPoolExecutor"):
        vars(importlib.import_module("concurrent.futures")).pop(name, None)

    kind: Any = threading.Thread
    kind.start = lambda thread: stage.start(thread)
    kind.join = lambda thread, timeout=None: stage.join(thread, timeout)
    kind.is_alive = lambda thread: thread in stage.running or thread in stage.waiting
    module: Any = threading
    module.Lock = module._allocate_lock = SerialLock
    queues: Any = sys.modules.get("queue")
    if queues is None:
        modules: Any = sys.modules
        modules["_queue"] = None  # so that `queue` takes its own, in Python, which waits by our locks
    else:
        queues.SimpleQueue = queues._PySimpleQueue
