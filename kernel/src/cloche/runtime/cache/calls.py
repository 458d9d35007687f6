"""A cached function: looks a call up by what it depends on, and computes only what is not there."""

from __future__ import annotations

import asyncio
import inspect
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from pathlib import Path
from typing import Any

from cloche.analysis import unmangle
from cloche.runtime.cache import bytecode
from cloche.runtime.cache.api import CacheInfo, Caching
from cloche.runtime.cache.digest import Digester, UnkeyableError
from cloche.runtime.cache.memories import Counts
from cloche.runtime.cache.memory import Kept, Memory, Store
from cloche.runtime.cache.origins import origin
from cloche.runtime.cellrun import current
from cloche.runtime.surroundings import notebook_dir


@dataclass(slots=True)
class Cache:
    """Where the results of one function or block are, and how often they were found."""

    name: str
    store: Store
    counts: Counts
    pin_modules: bool

    def digester(self) -> Digester:
        """What makes one key."""
        return Digester(pin_modules=self.pin_modules, unkeyable=origin)

    def find(self, key: str) -> Kept | None:
        """The result for a key; counted."""
        found = self.store.find(key)
        if found is None:
            self.counts.misses += 1
        else:
            self.counts.hits += 1
        return found

    def keep(self, key: str, value: object) -> None:
        """Keep a result. One that cannot be stored is still good: the person is told, and it is computed again."""
        from cloche.runtime.cache.packing import UnstorableError

        try:
            self.store.keep(key, value)
        except (UnstorableError, OSError) as fault:
            warnings.warn(f"What `{self.name}` gave was not kept. {fault}", RuntimeWarning, stacklevel=3)

    def info(self) -> CacheInfo:
        return CacheInfo(self.counts.hits, self.counts.misses, self.store.maxsize, len(self.store))

    def clear(self) -> None:
        self.store.clear()
        self.counts.hits = self.counts.misses = 0


def cache_for(caching: Caching, name: str, code: bytes) -> Cache:
    """The cache of a function or block; in a notebook the one that it had before its cell's rerun."""
    if caching.method:
        return Cache(name, _stored(caching, name), Counts(), caching.pin_modules)
    run = current()
    if run is None:
        return Cache(name, Memory(caching.maxsize), Counts(), caching.pin_modules)
    run.memories.sweep(run.is_alive)
    found = run.memories.of(run.cell, name, code, caching.maxsize)
    return Cache(name, found.memory, found.counts, caching.pin_modules)


def cached(function: Any, caching: Caching) -> Any:
    """The function with a cache in front; it has `cache_info()` and `cache_clear()`."""
    if isinstance(function, (staticmethod, classmethod)):
        return type(function)(cached(function.__func__, caching))
    if not callable(function) or isinstance(function, type):
        raise TypeError(f"A cache stands before a function, not before {function!r}.")
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise TypeError(
            f"`{function.__name__}` is a generator: its values can be taken only once, so there is nothing to keep. "
            "Let it return a list."
        )
    name = str(caching.name or getattr(function, "__qualname__", type(function).__qualname__))
    code = getattr(function, "__code__", None)
    cache = cache_for(caching, name, b"" if code is None else bytecode.code(code))
    call = Call(function, cache)
    wrapper = call.awaited() if inspect.iscoroutinefunction(function) else call.plain()
    update_wrapper(wrapper, function)
    wrapper.__dict__.update(__cloche_cached__=function, cache_info=cache.info, cache_clear=cache.clear)
    return wrapper


class Call:
    """How calls of one function are looked up."""

    def __init__(self, function: Callable[..., Any], cache: Cache) -> None:
        self._function = function
        self._cache = cache
        self._signature = inspect.signature(function)
        self._flying: dict[str, asyncio.Future[Any]] = {}

    def plain(self) -> Callable[..., Any]:
        function, cache = self._function, self._cache

        def cached_function(*args: Any, **kwargs: Any) -> Any:
            key = self._key(args, kwargs)
            if key is None:
                return function(*args, **kwargs)
            found = cache.find(key)
            if found is not None:
                return found.value
            value = function(*args, **kwargs)
            cache.keep(key, value)
            return value

        return cached_function

    def awaited(self) -> Callable[..., Any]:
        function = self._function

        async def cached_coroutine(*args: Any, **kwargs: Any) -> Any:
            key = self._key(args, kwargs)
            if key is None:
                return await function(*args, **kwargs)
            return await self._once(key, lambda: function(*args, **kwargs))

        return cached_coroutine

    async def _once(self, key: str, start: Callable[[], Any]) -> Any:
        """The first to ask computes, the others wait for it; if it is cancelled, the next one computes."""
        loop = asyncio.get_running_loop()
        while (flight := self._flying.get(key)) is not None and flight.get_loop() is loop:
            try:
                value = await asyncio.shield(flight)
            except asyncio.CancelledError:
                if flight.cancelled():
                    continue
                raise
            self._cache.counts.hits += 1
            return value
        found = self._cache.find(key)
        if found is not None:
            return found.value
        flight = self._flying[key] = loop.create_future()
        try:
            value = await start()
        except Exception as fault:
            flight.set_exception(fault)
            flight.exception()  # seen: nobody has to wait for it
            raise
        except BaseException:
            flight.cancel()
            raise
        else:
            self._cache.keep(key, value)
            flight.set_result(value)
            return value
        finally:
            del self._flying[key]

    def _key(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str | None:
        """What a call is found by; None for arguments that the function does not take, which it says best itself."""
        try:
            bound = self._signature.bind(*args, **kwargs)
        except TypeError:
            return None
        bound.apply_defaults()
        digester = self._cache.digester()
        parts = [self._around(digester)]
        for name, value in bound.arguments.items():
            try:
                parts += [name.encode(), digester.of(value)]
            except UnkeyableError:
                raise UnkeyableError(value, self._advice(f"as the argument `{name}`")) from None
        return digester.joined("call", parts).hex()

    def _around(self, digester: Digester) -> bytes:
        try:
            return digester.of(self._function)
        except UnkeyableError as fault:
            raise UnkeyableError(fault.value, self._advice("read around it")) from None

    def _advice(self, where: str) -> str:
        return (
            f"`{unmangle(self._cache.name)}` cannot be cached with it {where}. "
            "Pass what it is made from, and make it inside the function"
        )


def _stored(caching: Caching, name: str) -> Store:
    from cloche.runtime.cache.packing import PACKINGS
    from cloche.runtime.cache.stores import Elsewhere, Shelf

    packing = PACKINGS[caching.method]
    label = re.sub(r"[^\w.-]+", "-", unmangle(name)).strip("-.") or "cache"
    if caching.store is not None:
        return Elsewhere(caching.store, label, packing)
    folder = caching.folder
    if folder is None:
        folder = (notebook_dir() or Path.cwd()) / "__cloche__" / "cache"
    return Shelf(folder.absolute() / label, packing)
