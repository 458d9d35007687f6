"""One sequence tried: do each step, then hold the notebook against what a new session makes of it."""

import traceback

from cloche.protocol import RunStale

from .world import World


class LawBrokenError(AssertionError):
    """A notebook that is not what a new session would have made of it; tells after which steps."""

    def __init__(self, steps, fault):
        told = "\n".join(f"  {step!r}," for step in steps)
        super().__init__(f"{fault}\nafter\n[\n{told}\n]")
        self.steps = steps


def trial(steps):
    """Do the steps. Raises `LawBrokenError`."""
    world = World()
    done = []
    pressed = False
    try:
        for at, step in enumerate(steps):
            done.append(step)
            try:
                world.do(step)
                pressed = pressed or step[0] == "set"
                compare(world, pressed)
                if at == len(steps) - 1 or at % 4 == 3:
                    complete(world, pressed)
                    pressed = False
            except AssertionError as fault:
                raise LawBrokenError(done, str(fault)) from None
            except Exception as fault:
                raise LawBrokenError(done, "".join(traceback.format_exception(fault)[-4:])) from fault
    finally:
        world.close()


def complete(world, pressed):
    """Run what is stale; then everything must be as new."""
    world.send(RunStale())
    if pressed:
        readers = world.kernel.book.graph.readers("b0")
        if readers:
            world.do(("rerun", readers))
            world.send(RunStale())
    assert not world.kernel.book.stale - world.kernel.book.disabled(), f"still stale: {world.kernel.book.stale}"
    compare(world, False)


def compare(world, pressed):
    """Hold every cell that is not stale against a new session's."""
    fresh = world.fresh()
    try:
        held = _held(world, pressed)
        problems = world.page.problems, fresh.page.problems
        assert problems[0] == problems[1], f"problems: {problems[0]} instead of {problems[1]}"
        _compare_cells(world, fresh, held)
        _compare_values(world, fresh, held, pressed)
    finally:
        fresh.close()


def _held(world, pressed):
    """The cells whose content is history for now: stale, switched off, or read from a state yet to be set."""
    book, graph = world.kernel.book, world.kernel.book.graph
    held = set(book.stale)
    following = {child for cell in held for child in graph.children(cell)}
    assert following - book.problems - held <= book.disabled(), f"not stale, but follows: {following - held}"
    if any("put0" in book.records[cell].analysis.refs for cell in held):
        held |= set(graph.readers("get0")) | graph.descendants(graph.readers("get0"))
    if pressed:
        held |= set(graph.readers("b0")) | graph.descendants(graph.readers("b0"))
    return held | (book.disabled() - book.problems)


def _compare_cells(world, fresh, held):
    assert list(world.kernel.book.graph.cells) == list(world.texts), "another order"
    for cell in world.texts:
        analyses = world.page.analyses[cell], fresh.page.analyses[cell]
        assert analyses[0] == analyses[1], f"analysis of {cell}: {analyses[0]} instead of {analyses[1]}"
        live, new = world.page.shown(cell), fresh.page.shown(cell)
        if cell in world.kernel.book.stale:
            status = live["status"]
            assert status in ("stale", "disabled") or world.kernel.book.records[cell].was_interrupted, (
                f"{cell} is stale and shown as {status}"
            )
        if cell in held:
            if live["status"] == "disabled" or new["status"] == "disabled":
                assert live["status"] == new["status"], f"{cell} is {live['status']} instead of {new['status']}"
            continue
        for part, shown in live.items():
            assert shown == new[part], f"{part} of {cell}: {shown!r} instead of {new[part]!r}"


def _compare_values(world, fresh, held, pressed):
    book = world.kernel.book
    live, new = world.values(), fresh.values()
    # What a held cell defines or deletes, and the private names of held cells.
    skipped = {
        name for cell in held for name in (*book.records[cell].analysis.defs, *book.records[cell].analysis.deletes)
    }
    if any("put0" in book.records[cell].analysis.refs for cell in book.stale):
        skipped.add("get0")
    if pressed:
        skipped.add("b0")
    for name in live.keys() | new.keys():
        if name in skipped or any(name.startswith(f"_cell_{cell}_") for cell in held):
            continue
        assert live.get(name) == new.get(name), f"`{name}` is {live.get(name)!r} instead of {new.get(name)!r}"


def broken(steps):
    """How they break the law, told with as few of them as show it; None if they keep it."""
    fault = _tried(steps)
    if fault is None:
        return None
    return _tried(_shrunk(steps)) or fault


def _tried(steps):
    try:
        trial(steps)
    except LawBrokenError as fault:
        return fault
    return None


def _shrunk(steps):
    """The fewest of the steps that still break the law."""
    at = len(steps) - 1
    while at > 0:
        fewer = steps[:at] + steps[at + 1 :]
        if _tried(fewer):
            steps = fewer
        at -= 1
    for cell in list(steps[0][1]):
        notebook = {each: code for each, code in steps[0][1].items() if each != cell}
        fewer = [(steps[0][0], notebook, *steps[0][2:]), *steps[1:]]
        if _tried(fewer):
            steps = fewer
    return steps
