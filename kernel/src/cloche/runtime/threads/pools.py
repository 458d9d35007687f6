"""`multiprocessing.Pool` and `ThreadPool` that do their work when it is handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cloche.runtime.threads.executors import copied

Callback = Callable[[Any], object] | None


class AsyncResult:
    """A result that is there already, or the exception in its place."""

    def __init__(self, work: Callable[[], Any], callback: Callback, error_callback: Callback) -> None:
        self._fault: BaseException | None = None
        self._value: Any = None
        try:
            self._value = work()
        except KeyboardInterrupt:
            raise
        except BaseException as fault:  # noqa: BLE001 - the task's; told to whoever asks for the result
            self._fault = fault
        told, about = (callback, self._value) if self._fault is None else (error_callback, self._fault)
        if told is not None:
            told(about)

    def get(self, timeout: float | None = None) -> Any:
        """The result; raises what the task raised."""
        if self._fault is not None:
            raise self._fault
        return self._value

    def wait(self, timeout: float | None = None) -> None:
        """Return at once: it is done."""

    def ready(self) -> bool:
        """Always true."""
        return True

    def successful(self) -> bool:
        """Whether the task raised nothing."""
        return self._fault is None


ApplyResult = MapResult = AsyncResult


class ThreadPool:
    """In place of `multiprocessing.pool.ThreadPool`."""

    def __init__(
        self,
        processes: int | None = None,
        initializer: Callable[..., object] | None = None,
        initargs: Iterable[Any] = (),
        maxtasksperchild: int | None = None,
        context: object = None,
    ) -> None:
        if processes is not None and processes < 1:
            raise ValueError("Number of processes must be at least 1")
        self._is_open = True
        if initializer is not None:
            initializer(*initargs)

    def apply(self, func: Callable[..., Any], args: Iterable[Any] = (), kwds: dict[str, Any] | None = None) -> Any:
        """`func(*args, **kwds)`."""
        return self.apply_async(func, args, kwds).get()

    def apply_async(
        self,
        func: Callable[..., Any],
        args: Iterable[Any] = (),
        kwds: dict[str, Any] | None = None,
        callback: Callback = None,
        error_callback: Callback = None,
    ) -> AsyncResult:
        """The same as a result that may be asked for later."""
        return self._done(lambda: self._call(func, tuple(args), kwds or {}), callback, error_callback)

    def map(self, func: Callable[..., Any], iterable: Iterable[Any], chunksize: int | None = None) -> list[Any]:
        """A list of `func(item)`."""
        return list(self.map_async(func, iterable).get())

    def map_async(
        self,
        func: Callable[..., Any],
        iterable: Iterable[Any],
        chunksize: int | None = None,
        callback: Callback = None,
        error_callback: Callback = None,
    ) -> AsyncResult:
        """The same as a result that may be asked for later."""
        return self._done(lambda: [self._call(func, (item,), {}) for item in iterable], callback, error_callback)

    def starmap(
        self, func: Callable[..., Any], iterable: Iterable[Iterable[Any]], chunksize: int | None = None
    ) -> list[Any]:
        """A list of `func(*items)`."""
        return list(self.starmap_async(func, iterable).get())

    def starmap_async(
        self,
        func: Callable[..., Any],
        iterable: Iterable[Iterable[Any]],
        chunksize: int | None = None,
        callback: Callback = None,
        error_callback: Callback = None,
    ) -> AsyncResult:
        """The same as a result that may be asked for later."""
        work = lambda: [self._call(func, tuple(items), {}) for items in iterable]  # noqa: E731
        return self._done(work, callback, error_callback)

    def imap(self, func: Callable[..., Any], iterable: Iterable[Any], chunksize: int = 1) -> Iterator[Any]:
        """`func(item)` for each, when it is asked for."""
        self._check()
        return (self._call(func, (item,), {}) for item in iterable)

    imap_unordered = imap

    def close(self) -> None:
        """Take no more work."""
        self._is_open = False

    terminate = close

    def join(self) -> None:
        """Nothing is left to wait for."""
        if self._is_open:
            raise ValueError("Pool is still running")

    def __enter__(self) -> ThreadPool:
        self._check()
        return self

    def __exit__(self, *_: object) -> None:
        self.terminate()

    def _done(self, work: Callable[[], Any], callback: Callback, error_callback: Callback) -> AsyncResult:
        self._check()
        return AsyncResult(work, callback, error_callback)

    def _check(self) -> None:
        if not self._is_open:
            raise ValueError("Pool not running")

    def _call(self, func: Callable[..., Any], args: tuple[Any, ...], kwds: dict[str, Any]) -> Any:
        return func(*args, **kwds)


class Pool(ThreadPool):
    """In place of `multiprocessing.Pool`. Tasks get copies of their arguments, as in another process."""

    def _call(self, func: Callable[..., Any], args: tuple[Any, ...], kwds: dict[str, Any]) -> Any:
        return func(*copied(args), **copied(kwds))
