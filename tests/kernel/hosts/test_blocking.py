"""Blocking calls, with a loop that stands in for the browser's way to suspend."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from cloche.hosts.blocking import Blocking, CannotWaitError, Engine


class Suspending:
    """`run_sync` on a loop of its own; `soon` is done while it waits."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.flushed = 0
        self.blocking = Blocking(Engine(self._never, None, self._run, lambda: True), self._flush)

    def soon(self, action: Any, *arguments: object) -> None:
        self.loop.call_later(0.01, action, *arguments)

    def _run(self, awaitable: Awaitable[Any]) -> Any:
        result = self.loop.run_until_complete(awaitable)
        # A JavaScript promise of a promise is one promise.
        return self._run(result) if isinstance(result, asyncio.Future) else result

    def _flush(self) -> None:
        self.flushed += 1

    def _never(self, seconds: float) -> None:
        raise AssertionError("slept in the way of last resort")


@pytest.fixture
def suspending() -> Iterator[Suspending]:
    made = Suspending()
    yield made
    made.loop.close()


async def done(value: object) -> object:
    return value


def test_a_suspended_call_gives_what_the_awaitable_gives(suspending: Suspending) -> None:
    assert suspending.blocking.wait(done(3)) == 3
    assert suspending.flushed == 1


def test_what_the_awaitable_raises_goes_through(suspending: Suspending) -> None:
    async def fails() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        suspending.blocking.wait(fails())


def test_stop_ends_every_wait_of_now_and_lets_a_coroutine_clean_up(suspending: Suspending) -> None:
    cleaned = []

    async def long() -> None:
        try:
            await asyncio.sleep(1000)
        finally:
            await asyncio.sleep(0)
            cleaned.append(True)

    suspending.soon(suspending.blocking.interrupt)
    with pytest.raises(KeyboardInterrupt):
        suspending.blocking.wait(long())
    assert cleaned == [True]
    assert suspending.blocking.suspended == 0


def test_stop_while_nothing_waits_does_not_end_the_next_wait(suspending: Suspending) -> None:
    suspending.blocking.interrupt()

    suspending.blocking.sleep(0.001)


def test_a_line_answers_the_request_that_it_names(suspending: Suspending) -> None:
    suspending.soon(suspending.blocking.answer, 6, "another's")
    suspending.soon(suspending.blocking.answer, 7, "Ada")

    assert suspending.blocking.line(7) == "Ada"


def test_an_answer_may_come_before_the_loop_that_waits_for_it_goes(suspending: Suspending) -> None:
    suspending.blocking.flush = lambda: suspending.blocking.answer(7, "Ada")
    suspending.loop.call_later(1, suspending.blocking.interrupt)

    assert suspending.blocking.line(7) == "Ada"


def test_the_end_of_the_input_is_an_eof_error(suspending: Suspending) -> None:
    suspending.soon(suspending.blocking.answer, 1, None)

    with pytest.raises(EOFError):
        suspending.blocking.line(1)


def test_memory_is_preferred_and_an_interrupt_there_is_one_here() -> None:
    memory = SimpleNamespace(sleep=lambda ms: ms == 2000, ask=lambda request: SimpleNamespace(line=f"<{request}>"))
    blocking = Blocking(Engine(lambda seconds: None, memory), lambda: None)

    blocking.sleep(2)
    assert blocking.line(4) == "<4>"
    with pytest.raises(KeyboardInterrupt):
        blocking.sleep(3)
    memory.ask = lambda request: None
    with pytest.raises(KeyboardInterrupt):
        blocking.line(5)


def test_where_nothing_can_wait_a_coroutine_is_refused_with_a_way_out() -> None:
    slept = []
    blocking = Blocking(Engine(slept.append), lambda: None)

    blocking.sleep(0.5)

    assert (slept, blocking.can_ask) == ([0.5], False)
    with pytest.raises(CannotWaitError, match="Await it instead"):
        blocking.wait(done(1))
