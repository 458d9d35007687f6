"""Analysis in a browser's Python: the same names as its own compiler finds, and no death by deep code."""

from __future__ import annotations

from typing import Any

import pytest


def test_random_cells_and_modules_have_the_names_that_this_python_finds(pyodide: Any) -> None:
    found = pyodide.run(
        """
        import inspect, enum, dataclasses, functools
        from support.oracle import Tally, compiles, statements
        from support.programs import program
        tally = Tally()
        for seed in range(400):
            code = program(seed)
            if compiles(code):
                tally.ask(f"program({seed})", code)
        for module in (enum, functools):
            for cell in statements(inspect.getsource(module)):
                tally.ask(module.__name__, cell)
        return {"cells": tally.cells, "unexplained": [repr(item) for item in tally.unexplained]}
        """,
        seconds=100,
    )

    assert found["unexplained"] == []
    assert found["cells"] > 200


@pytest.mark.parametrize(
    "code",
    [
        "'+'.join(['a'] * 20000)",
        "'a' + '.b(c)' * 5000",
        "'not ' * 5000 + 'a'",
        "'if a: pass\\n' + 'elif b: pass\\n' * 5000",
    ],
)
def test_code_that_would_overflow_the_stack_is_a_problem_and_python_lives_on(pyodide: Any, code: str) -> None:
    found = pyodide.run(
        f"""
        from cloche.analysis import analyse
        problem = analyse({code}).problem
        return [problem.code, problem.message, sorted(analyse("x = " + "+".join("a" * 450)).refs)]
        """
    )

    assert found == ["syntax-error", "This expression is nested too deeply for Python in a browser.", ["a"]]
