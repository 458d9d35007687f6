"""What stands where `multiprocessing` would begin a process."""

from __future__ import annotations

from cloche.runtime.threads.serial import NoThreadsError


class Popen:
    """Refuses."""

    def __init__(self, process: object) -> None:
        raise NoThreadsError(
            "There are no processes in the browser. `multiprocessing.Pool` and "
            "`concurrent.futures.ProcessPoolExecutor` do the same work here, one task after the other."
        )
