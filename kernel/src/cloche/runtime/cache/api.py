"""The public names: each is a decorator, with or without brackets, and a context manager."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, overload

if TYPE_CHECKING:
    from cloche.runtime.cache.blocks import Block
    from cloche.runtime.cache.stores import ForeignStore

F = TypeVar("F", bound=Callable[..., Any])


class CacheInfo(NamedTuple):
    """How a cache has served so far; `maxsize` is None for one without a limit."""

    hits: int
    misses: int
    maxsize: int | None
    currsize: int


class Caching:
    """How to keep results. Decorates a function, or stands in a `with` statement; not both."""

    def __init__(
        self,
        name: str | None,
        *,
        maxsize: int | None = None,
        pin_modules: bool = False,
        folder: Path | None = None,
        method: str = "",
        store: ForeignStore | None = None,
    ) -> None:
        self.name = name
        self.maxsize = maxsize
        self.pin_modules = pin_modules
        self.folder = folder
        self.method = method
        """How results are stored outside of this process, or "" for in memory."""
        self.store = store
        self._block: Block | None = None

    def __call__(self, function: Any) -> Any:
        """The function, which computes each result once."""
        from cloche.runtime.cache.calls import cached

        return cached(function, self)

    def __enter__(self) -> Caching:
        from cloche.runtime.cache.blocks import Block

        self._block = Block.enter(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._block is not None:
            self._block.leave(kind is None)

    @property
    def hit(self) -> bool:
        """Whether the block was not run, because its results were there."""
        return self._block is not None and self._block.is_found

    def cache_info(self) -> CacheInfo:
        """How the block's cache has served so far."""
        return self._block.info() if self._block is not None else CacheInfo(0, 0, self.maxsize, 0)

    def cache_clear(self) -> None:
        """Forget the block's results."""
        if self._block is not None:
            self._block.clear()

    def __repr__(self) -> str:
        return f"<cache {self.name or ''} {'of files' if self.method else 'in memory'}>"


@overload
def cache(name: F, /) -> F: ...
@overload
def cache(name: str | None = None, *, pin_modules: bool = False) -> Any: ...
def cache(name: str | F | None = None, *, pin_modules: bool = False) -> Any:
    """Compute each result of a function once: `@cache`, or `@cache()`.

    A result is found again by the arguments' contents, the function's code and
    all values that it reads around it, also through other functions of the
    notebook; when any of them changes, it is computed anew. Arguments need not
    be hashable. Results outlive a rerun of the cell, and are the same objects
    each time. Coroutine functions are computed once also when they are awaited
    several times at once. `with cache("name"):` keeps what a block assigns.

    With `pin_modules`, other versions of the modules that are used count as a change.

    >>> @cache
    ... def total(numbers):
    ...     return sum(numbers)
    >>> total([1, 2]), total([1, 2])
    (3, 3)
    >>> total.cache_info()
    CacheInfo(hits=1, misses=1, maxsize=None, currsize=1)
    """
    return _given(name, maxsize=None, pin_modules=pin_modules)


@overload
def lru_cache(name: F, /) -> F: ...
@overload
def lru_cache(name: str | None = None, maxsize: int | None = 128, *, pin_modules: bool = False) -> Any: ...
def lru_cache(name: str | F | None = None, maxsize: int | None = 128, *, pin_modules: bool = False) -> Any:
    """As `cache`, but only the `maxsize` results used last are kept; -1 for no limit."""
    limit = None if maxsize is None or maxsize < 0 else maxsize
    return _given(name, maxsize=limit, pin_modules=pin_modules)


@overload
def persistent_cache(name: F, /) -> F: ...
@overload
def persistent_cache(
    name: str | None = None,
    save_path: str | Path | None = None,
    method: Literal["pickle", "json"] = "pickle",
    store: ForeignStore | None = None,
    *,
    pin_modules: bool = False,
) -> Any: ...
def persistent_cache(
    name: str | F | None = None,
    save_path: str | Path | None = None,
    method: Literal["pickle", "json"] = "pickle",
    store: ForeignStore | None = None,
    *,
    pin_modules: bool = False,
) -> Any:
    """As `cache`, but results are kept in files, so the next visit finds them too.

    The files lie in `save_path`, else in the folder `__cloche__/cache` beside
    the notebook. In the browser that is the notebook's own folder, which the
    page keeps. `method` is "pickle", or "json" for plain values that other
    programs can read. `store` is an object with `get(key)` and `put(key, bytes)`
    to be used in place of files. A damaged file counts as missing. Loading a
    pickled result runs what it says: keep only files that you trust there.

    `with persistent_cache("name"):` keeps what a block assigns.
    """
    if method not in ("pickle", "json"):
        raise ValueError(f'`method` is "pickle" or "json", not {method!r}.')
    folder = None if save_path is None else Path(save_path)
    return _given(name, pin_modules=pin_modules, folder=folder, method=method, store=store)


def _given(name: Any, **options: Any) -> Any:
    if name is None or isinstance(name, str):
        return Caching(name, **options)
    return Caching(None, **options)(name)
