"""A session's surroundings: the main module, helpers, completion."""

from itertools import count

from cloche.protocol import CellsAnalysed, CellsRead


async def scenario_a_long_notebook_tells_how_far_it_is_read_before_anything_else(kernel):
    kernel.host.now = count(0, 100).__next__
    await kernel.start(**{f"c{n}": f"x{n} = {n}" for n in range(200)})

    told = [(event.done, event.total) for event in kernel.events if isinstance(event, CellsRead)]
    kinds = [type(event) for event in kernel.events]
    assert told == [(64, 200), (160, 200)]
    assert kinds[:3] == [CellsRead, CellsRead, CellsAnalysed]
    assert kernel["x199"] == 199


async def scenario_a_short_notebook_is_read_without_a_word(kernel):
    await kernel.start(a="x = 1")

    assert not any(isinstance(event, CellsRead) for event in kernel.events)


async def scenario_cells_are_main_and_can_be_pickled(kernel):
    await kernel.start(
        a="import pickle, dataclasses\n@dataclasses.dataclass\nclass P:\n    x: int",
        b="pickle.loads(pickle.dumps(P(3)))",
        c="__name__",
    )

    assert kernel.output("b") == "P(x=3)"
    assert kernel.output("c") == "__main__"


async def scenario_the_host_programs_main_module_is_given_back(kernel):
    import sys

    before = sys.modules["__main__"]
    await kernel.start(a="x = 1", b="import asyncio\nawait asyncio.sleep(0)", c="1 / 0")

    assert sys.modules["__main__"] is before


async def scenario_completion_knows_globals_attributes_modules_and_keywords(kernel):
    await kernel.start(
        a="import math\namplitude = 1.5\nclass C:\n    @property\n    def boom(self): return 1 / 0\nc = C()"
    )

    def labels(code):
        return [found.label for found in kernel.session.complete(code, len(code))]

    assert "amplitude" in labels("x = ampl")
    assert "floor" in labels("math.fl")
    assert "boom" in labels("c.bo")
    assert "while" in labels("whi")
    assert "print" in labels("prin")
    assert "itertools" in labels("import itert")
    assert "pi" in labels("from math import p")
    assert labels("c.boom.") == []
    assert labels("nothing.at.all.") == []


async def scenario_completion_hides_what_is_private_to_cells(kernel):
    await kernel.start(a="_x = 1\ndef f(): return _x")

    assert not [found for found in kernel.session.complete("_", 1) if "_cell_" in found.label]


async def scenario_close_gives_back_what_was_taken(kernel):
    import linecache
    import sys

    other = type(kernel)()
    before = sys.stdout
    await other.start(a="print('x')")
    assert "<cell a>" in linecache.cache
    other.session.close()
    other.session.close()

    assert "<cell a>" not in linecache.cache
    assert sys.stdout is before or type(sys.stdout).__name__ == "CellStream"


async def scenario_a_notebook_knows_where_it_runs(kernel):
    await kernel.start(
        a="import cloche as cl",
        b="cl.running_in_notebook(), cl.app_meta().mode, cl.query_params()['town'], __file__",
        mode="run",
    )

    assert kernel.output("b") == "(True, 'run', 'Oslo', 'notebook.py')"
