"""What a page would keep of a session's events, and the order that it insists on. Small: it is made by the million."""

import re

from cloche.protocol import (
    CellFinished,
    CellOutput,
    CellPrinted,
    CellsAnalysed,
    CellStarted,
    CellStatusChanged,
    ElementRenewed,
    ElementUpdated,
    ProblemsChanged,
    RunFinished,
    RunStarted,
)

NOT_RUN = ("problem", "syntax-error", "ancestor-failed", "ancestor-stopped")
RESTING = ("idle", "error", "stale", "disabled")

_INSTANCE = re.compile(r'instance="\d+"')
_VALUE = re.compile(r'"value":[^,}]*')
_FULL = "maximum recursion depth exceeded"
_ADDRESS = re.compile(r"0x[0-9a-f]+")


class Page:
    """Statuses, outputs, errors and consoles by cell. Raises `AssertionError` for an event that may not come now."""

    def __init__(self):
        self.statuses, self.outputs, self.errors, self.consoles, self.analyses = {}, {}, {}, {}, {}
        self.problems = ()
        self._waiting = None
        self._running = None
        self._heard = False

    def take(self, event):
        _TAKES[type(event)](self, event)

    def _planned(self, event):
        assert self._waiting is None, "a run starts inside another"
        assert event.cells, "a run of nothing"
        self._waiting = set(event.cells)

    def _finished_run(self, event):
        assert self._waiting is not None, "a run ends that never began"
        left = {cell: status for cell, status in self.statuses.items() if status not in RESTING}
        assert not left, f"left over: {left}"
        self._waiting = self._running = None

    def _status(self, event):
        cell, status = event.cell, event.status
        before = self.statuses.get(cell)
        assert before != status, f"{cell} is {status} already"
        if status == "queued":
            assert before != "running" and cell in self._waiting, f"{cell} is queued but not planned"
            self._waiting.discard(cell)
        elif status == "running":
            assert before == "queued", f"{cell} runs without having been queued"
            assert self._running is None, f"{cell} runs while {self._running} does"
            self._running = cell
        else:
            if before == "running":
                assert status in ("idle", "error"), f"{cell} went from running to {status}"
                assert self._running is None, f"{cell} is {status} before it finished"
            assert status != "idle" or before in ("running", "stale", "disabled"), f"{cell}: {before} to idle"
        self.statuses[cell] = status

    def _started(self, event):
        assert self._running == event.cell, f"{event.cell} started while {self.statuses.get(event.cell)}"
        self.consoles[event.cell] = []
        self._heard = False

    def _printed(self, event):
        assert event.text, "an empty print"
        pieces = self.consoles.setdefault(event.cell, [])
        if pieces and pieces[-1][0] == event.stream:
            pieces[-1] = (event.stream, pieces[-1][1] + event.text)
        else:
            pieces.append((event.stream, event.text))

    def _output(self, event):
        self.outputs[event.cell] = event.output
        self._heard = True

    def _finished(self, event):
        cell, error = event.cell, event.error
        code = error.code if error is not None else None
        if self._running == cell:
            assert self._heard, f"{cell} finished without an output"
            assert code not in NOT_RUN, f"{cell} ran, and is said not to have"
            self._running = None
        else:
            assert code in NOT_RUN or (code == "interrupted" and self.statuses[cell] == "running"), (
                f"{cell} finished without running: {code}"
            )
            self.consoles.pop(cell, None)
        self.errors[cell] = error

    def _analysed(self, event):
        for analysis in event.cells:
            assert self.analyses.get(analysis.cell) != analysis, f"{analysis.cell}: an analysis that did not change"
            self.analyses[analysis.cell] = analysis

    def _problems(self, event):
        assert event.problems != self.problems, "problems that did not change"
        assert self._waiting is None, "problems come before the run they affect"
        self.problems = event.problems

    def _updated(self, event):
        pass

    # ------------------------------------------------------------- to compare

    def shown(self, cell):
        """All that a person sees of a cell, without what is history."""
        error = self.errors.get(cell)
        output = self.outputs.get(cell)
        return {
            "status": self.statuses.get(cell),
            "output": output and {mime: _plain(content) for mime, content in output.items()},
            "console": self.consoles.get(cell) or [],
            "error": error and (error.code, _words(error), error.exception, error.ancestors),
            "traceback": error and _steps(error),
        }


def _plain(content):
    if not isinstance(content, str):
        return content
    if "element-id=" in content:
        # What was entered since it was shown, the page knows itself.
        content = _VALUE.sub('"value":…', _INSTANCE.sub("instance", content))
    return _ADDRESS.sub("0x…", content)


def _words(error):
    return _FULL if error.problem.startswith(_FULL) else _plain(error.problem)


def _steps(error):
    """The steps of a traceback; of a recursion without end, those before it comes round.

    How deep the stack was when the cell began is its caller's, and with it the
    number of rounds, the step that found the stack full, and the words about it.
    """
    steps = [(frame.cell, frame.line, frame.name, frame.source) for frame in error.traceback if frame.line]
    return list(_until_repeated(steps)) if error.exception == "RecursionError" else steps


def _until_repeated(steps):
    seen = set()
    for step in steps:
        if step in seen:
            return
        seen.add(step)
        yield step


_TAKES = {
    RunStarted: Page._planned,
    RunFinished: Page._finished_run,
    CellStatusChanged: Page._status,
    CellStarted: Page._started,
    CellPrinted: Page._printed,
    CellOutput: Page._output,
    CellFinished: Page._finished,
    CellsAnalysed: Page._analysed,
    ProblemsChanged: Page._problems,
    ElementUpdated: Page._updated,
    ElementRenewed: Page._updated,
}
