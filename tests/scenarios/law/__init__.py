"""The law of the session, tried on random notebooks and random things done to them.

*Whatever was edited, added, deleted, moved, switched off, run, entered or
interrupted, and in whatever order: the notebook ends as a new kernel, given the
final text, would have made it.* The same values under the same names, outputs,
prints, statuses, errors and problems.

What is history by its nature is handled by rules, and only by these:

- *States* keep a value beyond the run that set it. The new kernel starts each
  state with the value that it has. A notebook here sets a state from one cell,
  or from one element's callback, to a value that does not depend on itself.
- *Elements* hold what was entered, until the cell that makes them runs again.
  The new kernel is given these values, as the page gives them to a new worker.
- A *run button* is pressed for one run. Before comparing, its readers run again.
- A cell that is *switched off*, or that follows from one, stays as it was; the
  new kernel has never run it. Its status is compared, what it holds is not.
- *Hints* tell of what was ("was defined in cell 2"), durations are durations,
  and the counter in an element's `instance` counts objects.
- Mutation of one object by several cells is not followed (nor are names that a
  function binds or deletes when another cell calls it), so no notebook here does that.

Before the comparison everything stale is run. But also without that, at any
time: a cell that is *not* stale must be what the new kernel would make of it.

Plain Python, without pytest, so that it runs in Pyodide too. By hand:

    python -m tests.scenarios.law --sequences 100000 --seed 1
"""

from .sequences import Step, sequence
from .trial import LawBrokenError, broken, trial

__all__ = ["LawBrokenError", "Step", "broken", "sequence", "trial"]
