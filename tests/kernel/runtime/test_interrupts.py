"""Real signals, which only CPython has."""

import contextlib
import signal

import driver
import pytest

from cloche.protocol import StartNotebook


@pytest.fixture
def kernel():
    kernel = driver.Kernel()
    before = signal.signal(signal.SIGALRM, strike_the_kernel)
    yield kernel
    signal.signal(signal.SIGALRM, before)
    kernel.session.close()


def strike_the_kernel(_number, frame):
    """Raise only where a command is on the stack, so that a late signal does not hit the test itself."""
    while frame is not None:
        if frame.f_code.co_name == "send_at_once":
            raise KeyboardInterrupt
        frame = frame.f_back


@contextlib.contextmanager
def interrupted_after(seconds, again=0.0):
    """Interrupts while the block runs, as the page does: again and again until the run is over."""
    signal.setitimer(signal.ITIMER_REAL, seconds, again)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)


def start(kernel, **codes):
    cells = tuple(kernel.text(cell, code) for cell, code in codes.items())
    with contextlib.suppress(KeyboardInterrupt):
        kernel.send_at_once(StartNotebook(cells, "edit", True, False, {}, "notebook.py", {}))


def test_a_busy_loop_is_interrupted_and_the_session_works_on(kernel):
    with interrupted_after(0.2):
        start(kernel, a="while True: pass", b="x = 1")

    assert kernel.code("a") == "interrupted"
    assert kernel.status("b") == "stale"
    start(kernel, a="x = 1", b="y = x")
    assert kernel["y"] == 1


def test_a_loop_that_catches_exceptions_is_interrupted(kernel):
    with interrupted_after(0.2, again=0.02):
        start(kernel, a="while True:\n    try:\n        int('x')\n    except Exception:\n        pass", b="x = 1")

    assert kernel.code("a") == "interrupted"
    assert kernel.status("b") == "stale"


def test_a_long_plan_struck_again_and_again_still_ends_in_order(kernel):
    cells = {f"c{n}": "pass" for n in range(3_000)}
    strikes = "import signal, time\nsignal.setitimer(signal.ITIMER_REAL, 0.01, 0.02)\ntime.sleep(30)"

    with interrupted_after(60):
        start(kernel, a=strikes, **cells)

    assert not {"queued", "running"} & set(kernel.page.statuses.values())
    assert kernel.code("a") == "interrupted"
    assert kernel.status("c2999") == "stale"
