"""Real signals, which only CPython has."""

import signal

import driver
import pytest

from cloche.protocol import StartNotebook


@pytest.fixture
def kernel():
    """A session that hears SIGALRM as a host's Ctrl+C."""
    kernel = driver.Kernel()
    before = signal.signal(signal.SIGALRM, lambda _number, frame: kernel.session.interrupt(frame))
    yield kernel
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)
    kernel.session.close()


def struck(code, after, again=0.0):
    """A cell with `code`, interrupted so many seconds after it began and then, as the page does, again and again."""
    return f"import signal\nsignal.setitimer(signal.ITIMER_REAL, {after}, {again})\n{code}"


def start(kernel, **codes):
    cells = tuple(kernel.text(cell, code) for cell, code in codes.items())
    kernel.send_at_once(StartNotebook(cells, "edit", True, False, {}, "notebook.py", {}))


def test_a_busy_loop_is_interrupted_and_the_session_works_on(kernel):
    start(kernel, a=struck("while True: pass", 0.05), b="x = 1")

    assert kernel.code("a") == "interrupted"
    assert kernel.status("b") == "stale"
    start(kernel, a="x = 1", b="y = x")
    assert kernel["y"] == 1


def test_a_loop_that_catches_exceptions_is_interrupted(kernel):
    loop = "while True:\n    try:\n        int('x')\n    except Exception:\n        pass"

    start(kernel, a=struck(loop, 0.05, again=0.02), b="x = 1")

    assert kernel.code("a") == "interrupted"
    assert kernel.status("b") == "stale"


def test_a_long_plan_struck_again_and_again_still_ends_in_order(kernel):
    cells = {f"c{n}": "pass" for n in range(3_000)}

    start(kernel, a=struck("import time\ntime.sleep(30)", 0.01, again=0.02), **cells)

    assert not {"queued", "running"} & set(kernel.page.statuses.values())
    assert kernel.code("a") == "interrupted"
    assert kernel.status("c2999") == "stale"
