"""Commands wait their turn; slider moves are merged; every command is answered once."""

import asyncio

from cloche.hosts.queue import CommandQueue
from cloche.protocol import RunAll, RunStale, SetElements


class Bench:
    """A queue whose commands are only noted, and may be held up."""

    def __init__(self):
        self.handled, self.answers, self.idles = [], [], 0
        self.gate = None
        self.queue = CommandQueue(self._handle, self._idle)

    async def _handle(self, command):
        self.handled.append(command)
        if self.gate is not None:
            await self.gate.wait()
        if isinstance(command, RunStale):
            raise ValueError("boom")

    def _idle(self):
        self.idles += 1

    def put(self, command):
        self.queue.put(command, lambda fault: self.answers.append((type(command).__name__, fault)))


def test_a_command_that_never_awaits_is_done_when_put_returns():
    bench = Bench()

    bench.put(RunAll())

    assert bench.answers == [("RunAll", None)]
    assert bench.idles == 1 and not bench.queue.is_busy


def test_commands_wait_while_one_runs_and_slider_moves_are_merged():
    async def scene():
        bench = Bench()
        bench.gate = asyncio.Event()
        bench.put(RunAll())
        for value in range(10):
            bench.put(SetElements({"a": value}))
        bench.put(SetElements({"b": 1}))
        bench.put(RunAll())
        bench.put(SetElements({"a": 99}))
        waiting = len(bench.handled)
        bench.gate.set()
        while bench.queue.is_busy:
            await asyncio.sleep(0)
        return bench, waiting

    bench, waiting = asyncio.run(scene())

    assert waiting == 1
    assert bench.handled == [RunAll(), SetElements({"a": 9, "b": 1}), RunAll(), SetElements({"a": 99})]
    assert len(bench.answers) == 14


def test_what_a_command_raises_is_answered_and_the_next_one_runs():
    bench = Bench()

    bench.put(RunStale())
    bench.put(RunAll())

    [(_, fault), (_, none)] = bench.answers
    assert isinstance(fault, ValueError) and none is None


def test_asking_to_settle_twice_settles_once():
    async def scene():
        bench = Bench()
        bench.gate = asyncio.Event()
        bench.put(RunAll())
        bench.put(None)
        bench.put(None)
        bench.gate.set()
        while bench.queue.is_busy:
            await asyncio.sleep(0)
        return bench

    bench = asyncio.run(scene())

    assert bench.handled == [RunAll(), None]
    assert len(bench.answers) == 3


def test_a_cell_that_needs_a_task_gets_one():
    async def scene():
        async def handle(command):
            await asyncio.sleep(0)
            async with asyncio.timeout(1):
                await asyncio.sleep(0)

        answers = []
        queue = CommandQueue(handle, lambda: None)
        queue.put(RunAll(), answers.append)
        while queue.is_busy:
            await asyncio.sleep(0)
        return answers

    assert asyncio.run(scene()) == [None]
