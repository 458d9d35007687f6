"""The kernel: takes commands, runs cells, emits events. No browser, no clock, no network but through `Host`."""

from cloche.runtime.host import Host
from cloche.runtime.session import Session

__all__ = ["Host", "Session"]
