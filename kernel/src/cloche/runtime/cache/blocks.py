"""A cached `with` block: what it assigns is kept, and given back without running it.

Python has no way to skip the body of a `with`. So `sites.py` rewrites the cell
before it is compiled: the body goes behind `if is_missed(…)`, and the names are
assigned from what was found where it is not.
"""

from __future__ import annotations

import sys
from collections import ChainMap
from contextvars import ContextVar, Token
from types import FrameType
from typing import TYPE_CHECKING, Any

from cloche.analysis import unmangle
from cloche.runtime.cache import functions
from cloche.runtime.cache.api import CacheInfo, Caching
from cloche.runtime.cache.calls import Cache, cache_for
from cloche.runtime.cache.digest import UnkeyableError

if TYPE_CHECKING:
    from cloche.runtime.cache.sites import Site

_open: ContextVar[tuple[Block, ...]] = ContextVar("cloche_cached_blocks", default=())


class Block:
    """One time through a cached block."""

    def __init__(self, caching: Caching, frame: FrameType) -> None:
        self._caching = caching
        self._frame: FrameType | None = frame
        self._cache: Cache | None = None
        self._site: Site | None = None
        self._key = ""
        self._token: Token[tuple[Block, ...]] | None = None
        self.found: dict[str, Any] = {}
        self.is_found = False

    @classmethod
    def enter(cls, caching: Caching) -> Block:
        """Open a block for the code that calls `__enter__`."""
        block = cls(caching, sys._getframe(2))
        block._token = _open.set((*_open.get(), block))
        return block

    def is_at(self, frame: FrameType) -> bool:
        """Whether the block stands in this very call of this code, and its body comes next."""
        return self._frame is frame and self._site is None

    def is_of(self, frame: FrameType) -> bool:
        """Whether the block stands in this very call of this code."""
        return self._frame is frame

    def look_up(self, site: Site, frame: FrameType) -> None:
        """Find what the block gave before, by its code and all that it reads."""
        self._site = site
        code, _, reads, _ = site
        name = self._caching.name or "block"
        self._cache = cache_for(self._caching, f"with {name}", bytes.fromhex(code))
        digester = self._cache.digester()
        around = ChainMap(frame.f_locals, frame.f_globals)
        try:
            parts = list(functions.names(digester, reads, around))
        except UnkeyableError as fault:
            advice = f"the block `{name}` cannot be cached with it. Make it inside the block"
            raise UnkeyableError(fault.value, advice) from None
        self._key = digester.joined(f"block {code} {name}", parts).hex()
        kept = self._cache.find(self._key)
        if kept is not None and isinstance(kept.value, dict):
            self.found, self.is_found = kept.value, True

    def leave(self, is_good: bool) -> None:
        """Keep what the block assigned, if it ran to its end."""
        frame, self._frame = self._frame, None
        if self._token is not None:
            _open.reset(self._token)
        if is_good and not self.is_found and self._cache is not None and self._site is not None and frame is not None:
            around = ChainMap(frame.f_locals, frame.f_globals)
            binds = self._site[1]
            self._cache.keep(self._key, {unmangle(name): around[name] for name in binds if name in around})

    def info(self) -> CacheInfo:
        return self._cache.info() if self._cache is not None else CacheInfo(0, 0, self._caching.maxsize, 0)

    def clear(self) -> None:
        if self._cache is not None:
            self._cache.clear()


def reached(site: Site, frame: FrameType) -> bool:
    """The body of a block comes next: whether it has to run. True also for a `with` that is no cache of ours."""
    block = _innermost()
    if block is None or not block.is_at(frame):
        return True
    if site[3]:
        raise SyntaxError(
            f"A cached block cannot hold `{site[3]}`: it would be lost where the block is not run. "
            "Cache a function instead."
        )
    block.look_up(site, frame)
    return not block.is_found


def found_in(frame: FrameType) -> dict[str, Any]:
    """What the block around this place gave before."""
    block = _innermost()
    return block.found if block is not None and block.is_of(frame) else {}


def _innermost() -> Block | None:
    blocks = _open.get()
    return blocks[-1] if blocks else None
