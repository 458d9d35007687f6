"""When events go to the page."""

from cloche.hosts.batches import URGENT, Batches
from cloche.outputs.bundle import bundle
from cloche.outputs.dataurl import PARTS
from cloche.outputs.media import image
from cloche.protocol import (
    CellFinished,
    CellOutput,
    CellPrinted,
    CellStarted,
    CellStatusChanged,
    RunFinished,
    RunStarted,
)


class Wire:
    """A clock set by hand, and what was sent."""

    def __init__(self):
        self.time, self.sent = 0.0, []
        self.batches = Batches(lambda batch: self.sent.append([event["type"] for event in batch]), lambda: self.time)

    def put(self, *events):
        for event in events:
            self.batches.put(event)


def test_the_start_of_a_cell_goes_at_once():
    wire = Wire()

    wire.put(CellStarted("a"))

    assert wire.sent == [["cell-started"]]


def test_what_a_quick_cell_gives_waits_for_the_end():
    wire = Wire()
    wire.put(CellStarted("a"), CellFinished("a", 1, None))
    wire.batches.flush()
    wire.sent.clear()

    wire.put(CellPrinted("a", "stdout", "x"), CellFinished("a", 1, None), RunFinished())
    assert wire.sent == []

    wire.batches.flush()
    assert wire.sent == [["cell-printed", "cell-finished", "run-finished"]]


def test_an_edited_cell_is_not_taken_for_quick():
    wire = Wire()
    wire.put(CellFinished("a", 1, None))
    wire.batches.forget(["a"])

    wire.put(CellPrinted("a", "stdout", "x"))

    assert wire.sent == [["cell-finished", "cell-printed"]]


def test_what_only_prepares_never_goes_alone():
    wire = Wire()
    wire.time = 100

    wire.put(RunStarted(("a",)), CellStatusChanged("a", "queued"), CellStatusChanged("a", "running"))
    assert wire.sent == []

    wire.put(CellStarted("a"))
    assert len(wire.sent) == 1


def test_after_a_frame_whatever_waits_goes():
    wire = Wire()
    wire.put(CellFinished("a", 1, None))
    wire.time = 17

    wire.put(CellFinished("b", 1, None))

    assert wire.sent == [["cell-finished", "cell-finished"]]


def test_a_slow_cell_is_no_longer_taken_for_quick():
    wire = Wire()
    wire.put(CellFinished("a", 1, None), CellFinished("a", 500, None))

    wire.put(CellPrinted("a", "stdout", "x"))

    assert wire.sent[-1][-1] == "cell-printed"


def test_a_new_command_may_gather_for_a_frame_however_long_ago_the_last_was():
    wire = Wire()
    wire.put(CellFinished("a", 1, None))
    wire.batches.flush()
    wire.time = 10_000
    wire.batches.begin()

    wire.put(CellPrinted("a", "stdout", "x"))

    assert len(wire.sent) == 1


def test_urgent_batches_are_rationed_and_the_ration_grows_with_time():
    wire = Wire()
    for n in range(1_000):
        wire.put(CellStarted(f"c{n}"))
    assert len(wire.sent) == URGENT

    wire.time = 15 * 16.0
    wire.batches.begin()
    for n in range(1_000):
        wire.put(CellStarted(f"d{n}"))

    assert len(wire.sent) == URGENT + 15


def test_nothing_waiting_sends_nothing():
    wire = Wire()

    wire.batches.flush()

    assert wire.sent == []


def test_large_bytes_of_an_output_travel_as_bytes():
    sent, picture = [], b"\x89PNG" + bytes(50_000)

    Batches(sent.append, lambda: 0.0).put(CellOutput("a", bundle(image(picture))))

    [[event]] = sent
    assert event["output"]["text/html"] == '<img src="data:image/png;part,0" alt="">'
    assert event["output"][PARTS] == [picture]
