"""`cache` and its kin: computed once, and again as soon as anything that it depends on is another."""

import asyncio
import tempfile
from pathlib import Path

COUNT = """
    from cloche import cache, lru_cache, persistent_cache, state, ui
    class Calls:
        count = 0
        def __reduce__(self): return "calls"
    calls = Calls()
    """
SLOW = """
    @cache
    def slow(x, y=1):
        calls.count += 1
        return x + y
    """


async def scenario_a_result_is_computed_once(kernel):
    await kernel.start(a=COUNT, b=SLOW, c="slow(1), slow(1, 1), slow(x=1, y=1), slow(2)")

    assert kernel["calls"].count == 2
    assert tuple(kernel["slow"].cache_info()) == (2, 2, None, 2)


async def scenario_results_outlive_a_rerun_and_another_formatting_but_not_another_code(kernel):
    await kernel.start(a=COUNT, b=SLOW, c="slow(1)")

    await kernel.rerun("b")
    await kernel.run(b=SLOW.replace("x + y", "(x  +\n            y)  # the same"))
    assert kernel["calls"].count == 1
    await kernel.run(b=SLOW.replace("x + y", "x - y"))

    assert kernel["calls"].count == 2
    assert kernel.output("c") == "0"


async def scenario_what_a_function_reads_through_others_counts(kernel):
    await kernel.start(
        a=COUNT,
        b="factor = [2]",
        c="def scale(x): return x * factor[0]",
        d="@cache\ndef f(x):\n    calls.count += 1\n    return scale(x)",
        e="f(10)",
    )
    assert kernel.output("e") == "20"

    await kernel.run(b="factor = [3]")
    assert kernel.output("e") == "30"
    await kernel.run(b="factor = [2]")
    assert kernel["calls"].count == 2
    await kernel.run(c="def scale(x): return -x * factor[0]")

    assert kernel.output("e") == "-20"
    assert kernel["calls"].count == 3


async def scenario_elements_and_states_count_by_value(kernel):
    await kernel.start(
        a=COUNT,
        b="s = ui.slider(0, 9)\nget, put = state(0)",
        c="@cache\ndef f():\n    calls.count += 1\n    return s.value + get()",
        d="f()",
    )

    await kernel.set(s=4)
    assert kernel.output("d") == "4"
    await kernel.set(s=0)
    assert kernel["calls"].count == 2
    await kernel.run(e="put(7)")

    assert kernel.output("d") == "7"
    assert kernel["calls"].count == 3


async def scenario_arguments_count_by_content(kernel):
    await kernel.start(
        a=COUNT,
        b="""
        from dataclasses import dataclass
        @dataclass
        class Point:
            x: int
        class Plain:
            def __init__(self, **parts): self.__dict__.update(parts)
        @cache
        def f(*given, **named):
            calls.count += 1
            return given
        ring = []
        ring.append(ring)
        """,
        c="""
        for _ in range(2):
            f([1, {2: (3, None)}]), f({"b", "a"}), f(Point(1)), f(Plain(x=[1])), f(ring), f(bytearray(b"x"), a=1)
        f(1), f(1.0), f(True), f("1"), f(b"1"), f(bytearray(b"x"))
        f(Point(2)), f(Plain(x=[2])), f([[1], 2]), f([1, [2]])
        f.cache_info().misses
        """,
    )

    assert kernel.output("c") == "16"
    assert kernel["calls"].count == 16


async def scenario_functions_as_arguments_count_by_code_and_closure(kernel):
    await kernel.start(
        a=COUNT,
        b="@cache\ndef apply(f):\n    calls.count += 1\n    return f(1)\ndef add(n): return lambda x: x + n",
        c="apply(add(1)), apply(add(1)), apply(add(2)), apply(lambda x: x - 1), apply(abs), apply(abs), apply(round)",
    )

    assert kernel.output("c") == "(2, 2, 3, 0, 1, 1, 1)"
    assert kernel["calls"].count == 5


async def scenario_what_has_no_content_is_named_as_an_argument_and_known_by_its_cell_as_a_global(kernel):
    await kernel.start(
        a=COUNT,
        b="words = (w for w in 'ab')",
        c="@cache\ndef f(given=None):\n    calls.count += 1\n    return type(words).__name__",
        d="f()",
        e="f((n for n in []))",
    )
    assert kernel.output("d") == "generator"
    assert kernel.error("e").exception == "UnkeyableError"
    assert "`given`" in kernel.error("e").problem

    await kernel.rerun("d")
    assert kernel["calls"].count == 1
    await kernel.run(b="words = (w for w in 'abc')")

    assert kernel["calls"].count == 2


async def scenario_methods_are_cached_by_what_self_holds(kernel):
    await kernel.start(
        a=COUNT,
        b="""
        class Box:
            def __init__(self, n): self.n = n
            @cache
            def double(self):
                calls.count += 1
                return self.n * 2
            @staticmethod
            @cache
            def fixed(x): return x
            @cache
            @classmethod
            def named(cls): return cls.__name__
        """,
        c="Box(1).double(), Box(1).double(), Box(2).double(), Box.fixed(3), Box.named()",
    )

    assert kernel.output("c") == "(2, 2, 4, 3, 'Box')"
    assert kernel["calls"].count == 2


async def scenario_recursion_and_a_bounded_cache(kernel):
    await kernel.start(
        a=COUNT,
        b="@cache\ndef fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)",
        c="fib(60), fib.cache_info().misses",
        d="@lru_cache(maxsize=2)\ndef f(x):\n    calls.count += 1\n    return x",
        e="f(1), f(2), f(1), f(3), f(1), f(2)\nf.cache_info()",
    )

    assert kernel.output("c") == "(1548008755920, 61)"
    assert kernel["calls"].count == 4
    assert kernel.output("e") == "CacheInfo(hits=2, misses=4, maxsize=2, currsize=2)"


async def scenario_a_coroutine_asked_for_many_times_at_once_runs_once(kernel):
    await kernel.start(
        a=COUNT + "import asyncio",
        b="@cache\nasync def f(x):\n    calls.count += 1\n    await asyncio.sleep(0)\n    return x",
        c="await asyncio.gather(*[f(1) for _ in range(5)]), await f(1), f.cache_info().hits",
    )

    assert kernel.output("c") == "([1, 1, 1, 1, 1], 1, 5)"
    assert kernel["calls"].count == 1


async def scenario_a_coroutine_that_fails_fails_for_all_and_is_tried_again(kernel):
    await kernel.start(
        a=COUNT + "import asyncio",
        b="@cache\nasync def f():\n    calls.count += 1\n    await asyncio.sleep(0)\n    raise ValueError",
        c="[type(e).__name__ for e in await asyncio.gather(f(), f(), return_exceptions=True)]",
        d="c = await asyncio.gather(f(), return_exceptions=True)",
    )

    assert kernel.output("c") == "['ValueError', 'ValueError']"
    assert kernel["calls"].count == 2


async def scenario_a_block_is_not_run_again(kernel):
    block = """
        with cache("slow") as kept:
            print("computing")
            calls.count += 1
            _inner = [base]
            total = _inner[0] + 1
            import math as _m
        total, _m.floor(1.5), kept.hit
        """
    await kernel.start(a=COUNT, b="base = 1", c=block)
    assert kernel.output("c") == "(2, 1, False)"

    await kernel.rerun("c")
    assert kernel.output("c") == "(2, 1, True)"
    assert kernel.printed("c") == ""
    assert kernel["calls"].count == 1
    await kernel.run(b="base = 5")
    assert kernel.output("c") == "(6, 1, False)"

    await kernel.run(c=block.replace("+ 1", "+ 2"))
    assert kernel.output("c") == "(7, 1, False)"


async def scenario_a_block_inside_a_function_and_one_that_fails(kernel):
    await kernel.start(
        a=COUNT,
        b="""
        def f(n):
            with cache("inside") as kept:
                calls.count += 1
                found = n * 2
                if n > 5: raise ValueError(n)
            return found, kept.hit
        """,
        c="f(1), f(1), f(2)",
        d="f(9)",
        e="with cache('x'):\n    for i in range(3):\n        if i: break\ni",
        g="def g():\n    with cache('x'):\n        return 1\ng()",
    )

    assert kernel.output("c") == "((2, False), (2, True), (4, False))"
    assert kernel.error("d").exception == "ValueError"
    assert kernel.output("e") == "1"
    assert "`return`" in kernel.error("g").problem


async def scenario_a_with_that_only_looks_like_a_cache_runs_as_written(kernel):
    await kernel.start(
        a="""
        import contextlib
        @contextlib.contextmanager
        def cache(name): yield name
        """,
        b="with cache('x') as name:\n    y = 1\nname, y",
    )

    assert kernel.output("b") == "('x', 1)"


async def scenario_files_keep_results_for_the_next_session(kernel):
    from cloche.runtime import Session

    with tempfile.TemporaryDirectory() as folder:
        cells = {
            "a": COUNT + f"import pathlib; folder = pathlib.Path({folder!r})",
            "b": "@persistent_cache(save_path=folder)\ndef f(x):\n    calls.count += 1\n    return {x: (1, 2)}",
            "c": "with persistent_cache('b', folder) as kept:\n    calls.count += 1\n    _y = 5\n    z = f(2)",
            "d": "f(1), z, kept.hit",
        }
        await kernel.start(cells)
        assert kernel["calls"].count == 3
        kernel.session.close()
        kernel.session = Session(kernel.host, kernel._take)

        await kernel.start(cells)
        assert kernel.output("d") == "({1: (1, 2)}, {2: (1, 2)}, True)"
        assert kernel["calls"].count == 0

        for file in Path(folder).rglob("*.pickle"):
            file.write_bytes(file.read_bytes()[:-3])
        await kernel.run_all()
        assert kernel["calls"].count == 3
        await kernel.run_all()
        assert kernel["calls"].count == 0
        assert not list(Path(folder).rglob(".*"))
        kernel["f"].cache_clear()
        assert not list(Path(folder, "f").glob("*"))


async def scenario_json_files_hold_plain_values_and_say_what_they_cannot(kernel):
    with tempfile.TemporaryDirectory() as folder:
        await kernel.start(
            a=COUNT,
            b=f"@persistent_cache(method='json', save_path={folder!r})\ndef f(x):\n    calls.count += 1\n    return x",
            c="f([1]), f([1])",
            d="""
            import warnings
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter('always')
                f((1,)), f((1,))
            str(told[0].message)
            """,
        )

        assert kernel["calls"].count == 3
        assert len(list(Path(folder).rglob("*.json"))) == 1
        assert "was not kept" in kernel.output("d")


async def scenario_what_cannot_be_cached_says_so(kernel):
    await kernel.start(
        a=COUNT,
        b="@cache\ndef f():\n    yield 1",
        c="@cache\nclass C: pass",
        d="persistent_cache(method='xml')",
        e="@cache\ndef g(x): return x\ng()",
    )

    assert "generator" in kernel.error("b").problem
    assert kernel.error("c").exception == "TypeError"
    assert "pickle" in kernel.error("d").problem
    assert "missing 1 required positional argument" in kernel.error("e").problem


async def scenario_awaiting_is_cancelled_for_one_only(kernel):
    from cloche import cache

    class Gate(asyncio.Event):
        def __reduce__(self):
            return "gate"

    gate = Gate()

    @cache
    async def f():
        await gate.wait()
        return 1

    first, second = asyncio.ensure_future(f()), asyncio.ensure_future(f())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    gate.set()

    assert await second == 1
