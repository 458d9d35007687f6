"""The parts that one session is made of, handed around together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cloche.protocol import Event, KernelMode, Theme
from cloche.runtime.book import Book
from cloche.runtime.cache.memories import Memories
from cloche.runtime.elements import Elements
from cloche.runtime.embeds import Embeds
from cloche.runtime.host import Host
from cloche.runtime.interrupts import Interrupts
from cloche.runtime.modules import Modules
from cloche.runtime.namespace import Namespace
from cloche.runtime.query import QueryParams
from cloche.runtime.sources import Sources
from cloche.runtime.state import States


@dataclass(slots=True)
class Setting:
    """What a notebook may know about where it runs. Only the theme changes in its life."""

    mode: KernelMode
    filename: str
    theme: Theme = "light"
    reactive_tests: bool = False
    strict: bool = False
    folder: str = ""
    """Where it lies, in full."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """One notebook's life, from `start-notebook` to the next one. Each part owns its own state."""

    host: Host
    emit: Callable[[Event], None]
    setting: Setting
    book: Book
    namespace: Namespace
    elements: Elements
    states: States
    sources: Sources
    interrupts: Interrupts
    query: QueryParams
    embeds: Embeds
    modules: Modules
    memories: Memories = field(default_factory=Memories)
