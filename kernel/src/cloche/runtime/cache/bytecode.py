"""Code as a digest that comments, formatting and docstrings do not change, and the globals that it reads.

Taken from the bytecode, so functions made by `exec` or without a file have one
too. Line breaks leave traces there: where both halves stand on one line, the
compiler fuses two instructions, and elsewhere it may leave a NOP.
"""

from __future__ import annotations

import dis
import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from types import CodeType

from cloche.analysis import unmangle

_GLOBAL = frozenset({"LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"})
_NOTHING = frozenset({"NOP", "CACHE", "EXTENDED_ARG", "NOT_TAKEN"})
_FUSED = re.compile(r"(LOAD_FAST(?:_BORROW)?|STORE_FAST)_(LOAD_FAST(?:_BORROW)?|STORE_FAST)")
_JUMPS = frozenset(dis.hasjrel) | frozenset(dis.hasjabs)


@lru_cache(4096)
def code(value: CodeType) -> bytes:
    """The digest of what code does."""
    hashing = sha256()
    arguments = value.co_argcount + value.co_kwonlyargcount + bool(value.co_flags & 4) + bool(value.co_flags & 8)
    shape = (value.co_argcount, value.co_posonlyargcount, value.co_kwonlyargcount, value.co_flags & 0xFFFF)
    hashing.update(repr((shape, value.co_varnames[:arguments])).encode())
    for step in _steps(value):
        hashing.update(step)
        hashing.update(b"\0")
    return hashing.digest()


@lru_cache(4096)
def globals_read(value: CodeType) -> frozenset[str]:
    """The names that code, and code inside it, takes from the globals."""
    found = {step.argval for step in dis.get_instructions(value) if step.opname in _GLOBAL}
    for const in value.co_consts:
        if isinstance(const, CodeType):
            found |= globals_read(const)
    return frozenset(found)


def _steps(value: CodeType) -> Iterator[bytes]:
    """Each instruction with its argument by name, jumps by the number of the instruction they go to."""
    listing = dis.Bytecode(value)
    kept: list[tuple[str, object]] = []
    places: dict[int, int] = {}
    jumps: list[int] = []
    for step in listing:
        places[step.offset] = len(kept)
        if step.opname in _NOTHING:
            continue
        if step.opcode in _JUMPS:
            jumps.append(len(kept))
        kept += _parted(step)
    places[len(value.co_code)] = len(kept)
    for place in jumps:
        name, target = kept[place]
        assert isinstance(target, int)
        kept[place] = name, places.get(target, target)
    for name, argument in kept:
        yield name.encode() + b" " + _argument(argument)
    for entry in getattr(listing, "exception_entries", ()):
        covered = (places.get(entry.start), places.get(entry.end), places.get(entry.target), entry.depth, entry.lasti)
        yield repr(covered).encode()


def _parted(step: dis.Instruction) -> list[tuple[str, object]]:
    """An instruction as those it was fused from."""
    fused = _FUSED.fullmatch(step.opname)
    if fused is not None and isinstance(step.argval, tuple):
        return [(half.removesuffix("_BORROW"), name) for half, name in zip(fused.groups(), step.argval, strict=True)]
    if step.opname == "RETURN_CONST":
        return [("LOAD_CONST", step.argval), ("RETURN_VALUE", None)]
    return [(step.opname.removesuffix("_BORROW"), step.argval)]


def _argument(value: object) -> bytes:
    if isinstance(value, CodeType):
        return code(value)
    if isinstance(value, frozenset):
        return b"set " + b" ".join(sorted(map(_argument, value)))
    if isinstance(value, tuple):
        return b"tuple " + b" ".join(map(_argument, value))
    return f"{type(value).__name__} {unmangle(value) if isinstance(value, str) else value!r}".encode(errors="replace")
