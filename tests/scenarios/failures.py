"""A cell's exception is the cell's output: told well, and the kernel lives."""

import inspect
import sys


async def scenario_a_traceback_names_cells_and_lines_and_no_frame_of_ours(kernel):
    await kernel.start(a="def half(n):\n    return n / 0", b="\nhalf(3)")

    error = kernel.error("b")
    assert (error.code, error.exception, error.problem) == ("exception", "ZeroDivisionError", "division by zero")
    assert [(frame.cell, frame.line, frame.name, frame.source) for frame in error.traceback] == [
        ("b", 1, "<module>", "half(3)"),
        ("a", 2, "half", "return n / 0"),
    ]


async def scenario_what_follows_a_failed_cell_does_not_run(kernel):
    await kernel.start(a="x = 1 / 0", b="y = x", c="z = y", d="w = 1")

    assert kernel.code("b") == kernel.code("c") == "ancestor-failed"
    assert kernel.error("c").ancestors == ("a",)
    assert kernel.status("c") == "error"
    assert kernel["w"] == 1


async def scenario_old_results_below_a_failure_are_gone(kernel):
    await kernel.start(a="x = 1", b="y = x\ny")

    await kernel.run(a="x = 1 / 0")

    assert kernel.output("b") is None
    assert "y" not in kernel


async def scenario_a_mended_cell_heals_what_follows(kernel):
    await kernel.start(a="x = 1 / 0", b="y = x")

    await kernel.run(a="x = 3")

    assert kernel["y"] == 3
    assert kernel.error("b") is None


async def scenario_running_a_cell_below_a_failed_one_says_which_failed(kernel):
    await kernel.start(a="x = 1 / 0", b="y = x")

    await kernel.rerun("b")

    assert kernel.code("b") == "ancestor-failed"
    assert "cell 1" in kernel.error("b").problem


async def scenario_two_failed_ancestors_are_both_named(kernel):
    await kernel.start(a="x = 1 / 0", b="y = 1 / 0", c="x + y")

    assert kernel.error("c").ancestors == ("a", "b")


async def scenario_sys_exit_ends_only_its_cell(kernel):
    await kernel.start(a="import sys", b="sys.exit(3)", c="x = 1")

    assert kernel.error("b").exception == "SystemExit"
    assert "3" in kernel.error("b").problem
    assert kernel["x"] == 1


async def scenario_deleting_the_builtins_hurts_nobody_else(kernel):
    await kernel.start(a="del __builtins__", b="print(len([1, 2]))")

    assert kernel.printed("b") == "2\n"


async def scenario_rebinding_print_is_a_name_like_any_other(kernel):
    await kernel.start(a="print = 3", b="print + 1")
    assert kernel.output("b") == "4"

    await kernel.run(a="pass", b="print('back')")
    assert kernel.printed("b") == "back\n"


async def scenario_an_exception_whose_text_fails_is_told_nevertheless(kernel):
    await kernel.start(a="class E(Exception):\n    def __str__(self): raise ValueError('no')\nraise E()")

    assert kernel.error("a").exception == "E"
    assert "cannot be shown" in kernel.error("a").problem


async def scenario_deep_recursion_is_an_error_with_a_short_traceback(kernel):
    await kernel.start(a="def f(): return f()\nf()", b="x = 1")

    assert kernel.error("a").exception == "RecursionError"
    assert len(kernel.error("a").traceback) <= 51
    assert kernel["x"] == 1


async def scenario_a_failing_repr_fails_its_cell_with_a_traceback(kernel):
    await kernel.start(a="class C:\n    def __repr__(self):\n        return 1 / 0", b="c = C()\nc", d="x = 1")

    assert kernel.error("b").exception == "ZeroDivisionError"
    assert [frame.cell for frame in kernel.error("b").traceback] == ["a"]
    assert kernel["x"] == 1


async def scenario_chained_exceptions_notes_and_groups_are_told(kernel):
    await kernel.start(
        a="try:\n    int('x')\nexcept ValueError as e:\n    raise RuntimeError('outer') from e",
        b="e = ValueError('main')\ne.add_note('a note')\nraise e",
        c="raise ExceptionGroup('both', [KeyError('k'), TypeError('t')])",
    )

    assert "outer" in kernel.error("a").problem and "invalid literal" in kernel.error("a").problem
    assert "a note" in kernel.error("b").problem
    assert "TypeError: t" in kernel.error("c").problem


async def scenario_the_name_of_an_except_clause_does_not_delete_anothers(kernel):
    await kernel.start(a="e = 5", b="try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    pass", c="e")

    assert kernel["e"] == 5
    assert kernel.output("c") == "5"


async def scenario_a_name_error_suggests_what_is_there(kernel):
    await kernel.start(a="amplitude = 1", b="amplitud + 1")

    assert "`amplitude`" in kernel.error("b").hint


async def scenario_a_definition_that_did_not_happen_is_explained(kernel):
    await kernel.start(a="if False:\n    x = 1", b="x")

    assert "cell 1" in kernel.error("b").hint


async def scenario_a_missing_module_is_asked_for_and_then_named(kernel):
    await kernel.start(a="import surely_not_there_1")

    assert kernel.host.asked == [("a", ("surely_not_there_1",))]
    assert kernel.error("a").exception == "ModuleNotFoundError"
    assert "surely_not_there_1" in kernel.error("a").hint


async def scenario_source_is_there_for_inspect_and_goes_with_the_cell(kernel):
    await kernel.start(a="def area(r):\n    # round\n    return 3 * r * r")
    function = kernel["area"]
    assert "# round" in inspect.getsource(function)

    await kernel.run(a="def area(r):\n    return 4 * r")
    assert "return 4 * r" in inspect.getsource(kernel["area"])


async def scenario_the_source_of_a_class_is_that_of_its_cell(kernel):
    await kernel.start(
        a="import inspect",
        b="# a line above\nclass Round:\n    r = 1\n\n    def area(self):\n        return 3 * self.r",
        c="class Empty:\n    pass\nempty = inspect.getsource(Empty)",
        d="found = inspect.getsource(Round), inspect.getsource(inspect.Parameter)[:16]",
    )
    assert kernel["empty"] == "class Empty:\n    pass\n"
    text = "class Round:\n    r = 1\n\n    def area(self):\n        return 3 * self.r\n"
    assert kernel["found"] == (text, "class Parameter:")
    before = inspect.getfile

    await kernel.run(b="class Round:\n    r = 2")
    assert kernel["found"][0] == "class Round:\n    r = 2\n"
    assert inspect.getfile is before


async def scenario_raising_a_class_that_is_no_exception_is_an_error(kernel):
    await kernel.start(a="raise 3", b="x = 1")

    assert kernel.error("a").exception == "TypeError"
    assert kernel["x"] == 1


async def scenario_a_memory_error_and_other_base_exceptions_are_the_cells(kernel):
    await kernel.start(
        a="raise MemoryError()", b="class Odd(BaseException): pass\nraise Odd('odd')", c="raise GeneratorExit()"
    )

    assert [kernel.error(cell).exception for cell in "abc"] == ["MemoryError", "Odd", "GeneratorExit"]
    assert kernel.error("b").problem == "odd"


async def hint(kernel, code, **others):
    await kernel.start({**others, "z": code})
    assert kernel.error("z") is not None, code
    return kernel.error("z").hint


async def scenario_a_slip_of_the_keyboard_is_named(kernel):
    for code, meant in {
        "import math\nmath.squrt(2)": "`.sqrt`",
        "from math import sqroot": "`sqrt`",
        "import nunpy": "`numpy`",
        "def f(length): return lenght\nf(1)": "`length`",
        "null": "`None`",
        "np.zeros(3)": "`import numpy as np`",
        "textwrap.dedent": "`import textwrap`",
        "n = 1\ndef f(): n += 1\nf()": "`n`",
        "[].appendd": "`.append`",
        "x = None\nx.shape": "None",
        "import cloche as cl\ncl.ui.table([])": "plain one",
        "import cloche as cl\ncl.sql('SELECT 1')": "`sqlite3`",
    }.items():
        assert meant in await hint(kernel, code), (code, kernel.error("z"))


async def scenario_an_element_or_a_state_used_as_its_value_is_named(kernel):
    parts = {"a": "from cloche import ui, state", "b": "s = ui.slider(0, 9)\nget, put = state(1)"}

    assert "`s.value`" in await hint(kernel, "s + 1", **parts)
    assert "`get()`" in await hint(kernel, "get * 2", **parts)
    assert ".value" in await hint(kernel, "s.real", **parts)


async def scenario_a_file_that_is_not_there_is_looked_for_nearby(kernel):
    import os
    import tempfile
    from pathlib import Path

    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            Path("prices.csv").write_text("1", encoding="utf-8")
            assert "`prices.csv`" in await hint(kernel, "open('price.csv')")
            assert Path(folder).name in await hint(kernel, "open('other.txt')")
            assert "nowhere" in await hint(kernel, "open('nowhere/other.txt')")
        finally:
            os.chdir(before)


async def scenario_code_of_other_languages_is_known(kernel):
    for code, said in {
        "print 'x'": "print(value)",
        "x = [1, 2": "Close it",
        "true && false": "`and`",
        "“hi”": "straight",
        "cd data": "shell",
        "if True:\n\tx = 1\n        y = 2": "spaces",
        "'abc": "quote",
    }.items():
        assert said in await hint(kernel, code), (code, kernel.error("z"))


async def scenario_a_function_that_calls_itself_is_told_once(kernel):
    await kernel.start(a="def f(n): return f(n + 1)\nf(0)")

    frames = kernel.error("a").traceback
    assert len(frames) < 10
    assert any("more calls" in frame.name for frame in frames)
    assert "itself" in kernel.error("a").hint


async def scenario_an_enormous_message_is_cut_and_says_so(kernel):
    await kernel.start(a="e = ValueError('x' * 5_000_000)\ne.add_note('y' * 5_000_000)\nraise e")

    assert len(kernel.error("a").problem) < 50_000
    assert "characters" in kernel.error("a").problem


async def scenario_groups_inside_groups_and_what_was_being_handled_are_told(kernel):
    await kernel.start(
        a="""
        try:
            {}["k"]
        except KeyError:
            raise ExceptionGroup("outer", [ExceptionGroup("inner", [ValueError("deep")]), TypeError("flat")])
        """
    )

    problem = kernel.error("a").problem
    assert "  • ValueError: deep" in problem
    assert "• TypeError: flat" in problem
    assert "while handling KeyError" in problem


async def scenario_a_stream_has_a_number_where_the_one_outside_has(kernel):
    await kernel.start(
        a="import sys\ntry:\n    n = sys.stdout.fileno()\nexcept OSError:\n    n = -1\nisinstance(n, int)"
    )

    assert kernel.output("a") == "True"


async def scenario_too_deep_a_recursion_is_the_cells_own_fault(kernel):
    through_c = {
        "b": "class C:\n    def __repr__(self): return repr(self)\nC()",
        "c": "class D:\n    def __getattr__(self, name): return getattr(self, name + 'x')\nD().y",
        "d": "xs = []\nfor _ in range(100_000): xs = [xs]\nxs == [xs]\nprint(len(repr(xs)))",
    }
    if sys.platform == "emscripten":
        # Pyodide sees the end of its own stack, not that of the JavaScript engine, which these reach first.
        through_c = {}
    await kernel.start(
        through_c,
        a="def dive(n): return dive(n + 1)\ndive(0)",
        e="class E(Exception):\n    def __str__(self): return str(self)\nraise E",
        f="'alive'",
    )

    assert {kernel.error(cell).exception for cell in ("a", *through_c)} == {"RecursionError"}
    assert kernel.error("e").exception == "E"
    assert kernel.output("f") == "alive"
    await kernel.run(f="'still'")
    assert kernel.output("f") == "still"
