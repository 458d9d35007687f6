"""Executors that do their work when it is handed in: the same results, one after the other."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any


class BrokenThreadPool(BrokenExecutor):
    """The initializer failed."""


class BrokenProcessPool(BrokenExecutor):
    """The initializer failed."""


class _Serial(Executor):
    _broken: type[BrokenExecutor]

    def __init__(
        self, max_workers: int | None, initializer: Callable[..., object] | None, initargs: Iterable[Any]
    ) -> None:
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers or 1
        self._initializer = initializer
        self._initargs = tuple(initargs)
        self._is_closed = False
        self._fault = ""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call the function now; the future that comes back is done."""
        if self._is_closed:
            raise RuntimeError("cannot schedule new futures after shutdown")
        self._begin()
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(self._call(fn, args, kwargs))
        except KeyboardInterrupt:
            raise
        except BaseException as fault:  # noqa: BLE001 - the task's; told to whoever asks for the result
            future.set_exception(fault)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work. There is none left to wait for."""
        self._is_closed = True

    def _begin(self) -> None:
        if self._fault:
            raise self._broken(self._fault)
        initializer, self._initializer = self._initializer, None
        if initializer is None:
            return
        try:
            initializer(*self._initargs)
        except Exception as fault:
            self._fault = f"A worker's initializer failed: {type(fault).__name__}: {fault}"
            raise self._broken(self._fault) from fault

    def _call(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return fn(*args, **kwargs)


class ThreadPoolExecutor(_Serial):
    """In place of `concurrent.futures.ThreadPoolExecutor`."""

    _broken = BrokenThreadPool

    def __init__(
        self,
        max_workers: int | None = None,
        thread_name_prefix: str = "",
        initializer: Callable[..., object] | None = None,
        initargs: tuple[Any, ...] = (),
    ) -> None:
        super().__init__(max_workers, initializer, initargs)


class ProcessPoolExecutor(_Serial):
    """In place of `concurrent.futures.ProcessPoolExecutor`.

    Tasks get copies of their arguments, as in another process.
    """

    _broken = BrokenProcessPool

    def __init__(
        self,
        max_workers: int | None = None,
        mp_context: object = None,
        initializer: Callable[..., object] | None = None,
        initargs: tuple[Any, ...] = (),
        *,
        max_tasks_per_child: int | None = None,
    ) -> None:
        super().__init__(max_workers, initializer, initargs)

    def map(
        self, fn: Callable[..., Any], *iterables: Iterable[Any], timeout: float | None = None, chunksize: int = 1
    ) -> Iterator[Any]:
        """As the built-in `map`, each call with copies."""
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        return super().map(fn, *iterables, timeout=timeout)

    def _call(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return fn(*copied(args), **copied(kwargs))


def copied(value: Any) -> Any:
    """What another process would get; the value itself where it cannot be copied."""
    try:
        return pickle.loads(pickle.dumps(value, 5))
    except Exception:  # noqa: BLE001 - a real process would refuse it; here it can do its work
        return value
