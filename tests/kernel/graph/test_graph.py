"""Which cell follows from which, and in which order they run. Facts in, order out."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloche.graph import Graph


@dataclass(frozen=True)
class Names:
    defs: frozenset[str] = frozenset()
    refs: frozenset[str] = frozenset()
    deletes: frozenset[str] = frozenset()
    problem: None = None


def names(arrow: str) -> Names:
    """`x -> y` reads x and defines y; `-x ->` deletes x."""
    reads, _, defines = arrow.partition("->")
    deletes = {name[1:] for name in reads.split() if name.startswith("-")}
    return Names(frozenset(defines.split()), frozenset(name.lstrip("-") for name in reads.split()), frozenset(deletes))


def page(**cells: str) -> Graph:
    """A notebook in shorthand: page(a="-> x", b="x -> y"). A cell called `setup` is the setup cell."""
    return Graph.of({cell: names(arrow) for cell, arrow in cells.items()}, setup="setup" if "setup" in cells else None)


def codes(graph: Graph) -> list[tuple[str, tuple[str, ...]]]:
    return [(problem.code, problem.cells) for problem in graph.problems]


# ------------------------------------------------------------------------ plans


def test_a_reader_written_above_its_definer_still_runs_after_it() -> None:
    assert page(chart="df ->", load="-> df").plan(["load"]) == ("load", "chart")


def test_of_two_ready_cells_the_higher_on_the_page_goes_first() -> None:
    assert page(root="-> x", second="x ->", first="x ->").plan(["root"]) == ("root", "second", "first")


def test_a_cell_unlocked_early_may_overtake_one_lower_on_the_page() -> None:
    notebook = page(root="-> x", note="y ->", half="x -> y", last="x ->")

    assert notebook.plan(["root"]) == ("root", "half", "note", "last")


def test_a_diamond_runs_its_last_cell_once() -> None:
    notebook = page(top="-> a", left="a -> b", right="a -> c", bottom="b c ->")

    assert notebook.plan(["top"]) == ("top", "left", "right", "bottom")


def test_cells_that_do_not_follow_from_the_roots_stay_out() -> None:
    assert page(a="-> x", b="x ->", c="-> y", d="y ->").plan(["c"]) == ("c", "d")


def test_an_unknown_root_is_passed_over() -> None:
    assert page(a="-> x").plan(["gone", "a"]) == ("a",)


def test_a_cell_that_reads_what_it_defines_does_not_follow_from_itself() -> None:
    assert page(a="x -> x").plan(["a"]) == ("a",)
    assert page(a="x -> x").edges() == ()


def test_a_running_plan_does_not_see_later_edits() -> None:
    before = page(load="-> df", chart="df ->")

    after = before.put("chart", names("->"))

    assert before.plan(["load"]) == ("load", "chart")
    assert after.plan(["load"]) == ("load",)


def test_the_setup_cell_goes_first_wherever_it_stands() -> None:
    notebook = page(a="-> x", b="x ->", setup="-> np")

    assert notebook.plan(["a", "setup"]) == ("setup", "a", "b")


def test_only_readers_follow_from_the_setup_cell() -> None:
    assert page(setup="-> np", a="np ->", b="->").plan(["setup"]) == ("setup", "a")


def test_what_follows_from_a_blocked_cell_is_planned_but_the_cell_is_not() -> None:
    notebook = page(a="-> x", b="x -> y", c="-> y", d="y ->")

    assert notebook.plan(["a"]) == ("a", "d")
    assert notebook.blocked == {"b", "c"}


# -------------------------------------------------------------------- questions


def test_parents_children_ancestors_and_descendants() -> None:
    notebook = page(d="y -> z", c="x -> y", a="-> x", b="x ->")

    assert notebook.parents("c") == ("a",)
    assert notebook.children("a") == ("c", "b")
    assert notebook.ancestors(["d"]) == {"c", "a"}
    assert notebook.descendants(["a"]) == {"b", "c", "d"}
    assert notebook.edges() == (("c", "d"), ("a", "c"), ("a", "b"))
    assert notebook.definers("x") == ("a",)
    assert notebook.readers("x") == ("c", "b")
    assert notebook.names_between("a", "c") == ("x",)


def test_reordering_changes_the_page_and_nothing_else() -> None:
    notebook = page(a="-> x", b="x ->", c="x ->").reorder(["c", "unknown", "b"])

    assert tuple(notebook.cells) == ("c", "b", "a")
    assert notebook.plan(["a"]) == ("a", "c", "b")


def test_putting_a_cell_again_keeps_its_place() -> None:
    assert tuple(page(a="-> x", b="x ->").put("a", names("-> z")).cells) == ("a", "b")


# --------------------------------------------------------------------- deletion


def test_who_deletes_a_name_runs_after_all_its_other_readers() -> None:
    notebook = page(gone="-x ->", first="-> x", reader="x -> y", after="y ->")

    assert notebook.plan(["first"]) == ("first", "reader", "gone", "after")
    assert notebook.parents("gone") == ("first", "reader")
    assert notebook.children("reader") == ("gone", "after")


def test_two_deleters_of_a_name_are_a_problem_and_no_cycle() -> None:
    notebook = page(a="-> x", b="-x ->", c="-x ->")

    assert codes(notebook) == [("multiple-deletions", ("b", "c"))]
    assert notebook.plan(["a"]) == ("a",)


def test_a_deleter_that_feeds_a_reader_of_the_name_is_in_a_cycle_with_it() -> None:
    notebook = page(a="-> x", b="-x -> y", c="x y ->")

    assert codes(notebook) == [("cycle", ("b", "c"))]
    assert "`y` leads from cell 2 to cell 3, `x` leads from cell 3 to cell 2" in notebook.problems[0].message


# --------------------------------------------------------------------- problems


def test_a_name_defined_twice_names_the_cells_and_heals_when_one_goes() -> None:
    notebook = page(a="-> x", b="x ->", c="-> x y", d="y ->")

    (problem,) = notebook.problems

    assert (problem.code, problem.cells) == ("multiple-definitions", ("a", "c"))
    assert "`x` is defined in 2 cells" in problem.message
    assert "`_x`" in problem.hint
    assert notebook.remove("c").problems == ()
    assert notebook.put("c", names("-> y")).problems == ()


def test_a_cell_that_never_ran_counts_where_it_stands_on_the_page() -> None:
    notebook = page(a="b -> a", b="a -> b").reorder(["new", "a", "newer", "b"])

    assert "`a` leads from cell 2 to cell 4" in notebook.problems[0].message
    assert "`a` leads from cell 1 to cell 3" in notebook.remove("new").problems[0].message
    assert "`a` leads from cell 2 to cell 4" in notebook.put("newer", names("-> z")).problems[0].message


def test_cells_that_both_update_a_name_clash_but_form_no_cycle() -> None:
    assert codes(page(a="x -> x", b="x -> x")) == [("multiple-definitions", ("a", "b"))]


def test_a_cycle_names_its_edges_and_heals_when_it_is_cut() -> None:
    notebook = page(a="c -> a", b="a -> b", c="b -> c", d="c ->")

    (problem,) = notebook.problems

    assert (problem.code, problem.cells) == ("cycle", ("a", "b", "c"))
    assert "`a` leads from cell 1 to cell 2, `b` leads from cell 2 to cell 3" in problem.message
    assert notebook.plan(["a"]) == ("d",)
    assert notebook.put("b", names("-> b")).problems == ()
    assert notebook.remove("c").problems == ()


def test_cutting_one_ring_of_a_figure_of_eight_leaves_the_other() -> None:
    notebook = page(a="c -> a", b="a d -> b", c="b -> c", d="b -> d")
    assert codes(notebook) == [("cycle", ("a", "b", "c", "d"))]

    assert codes(notebook.put("c", names("-> c"))) == [("cycle", ("b", "d"))]


def test_the_setup_cell_may_not_read_other_cells() -> None:
    notebook = page(setup="x print -> y", a="y -> x")

    assert codes(notebook) == [("setup-dependency", ("setup",))]
    assert "`x`" in notebook.problems[0].message
    assert notebook.parents("setup") == ()


def test_the_problem_of_a_cell_is_a_problem_of_the_notebook() -> None:
    from cloche.analysis import analyse

    graph = Graph.of({"a": analyse("x = 1"), "b": analyse("x\nfrom m import *"), "c": analyse("x =")})

    assert [(problem.code, problem.cells, problem.line) for problem in graph.problems] == [
        ("import-star", ("b",), 2),
        ("syntax-error", ("c",), 1),
    ]
    assert graph.plan(["a", "b", "c"]) == ("a",)


# ------------------------------------------------------------- against the slow

NAMES = "uvwxyz"


def random_names(random: Random) -> Names:
    def some(most: int) -> frozenset[str]:
        return frozenset(random.sample(NAMES, random.randint(0, most)))

    defs, refs, deletes = some(1), some(2), some(1) if random.random() < 0.2 else frozenset()
    return Names(defs, refs | deletes, deletes - defs)


def plain_edges(cells: dict[str, Names]) -> set[tuple[str, str]]:
    """Who follows from whom, by looking at every pair."""
    found = set()
    for a, above in cells.items():
        for b, below in cells.items():
            reads = (above.defs & below.refs) - below.defs
            clears = (above.refs - above.defs - above.deletes) & (below.deletes - above.defs)
            if a != b and b != "s" and (reads or clears):
                found.add((a, b))
    return found


def reachable(edges: set[tuple[str, str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        at = waiting.pop()
        new = {b for a, b in edges if a == at} - found
        found |= new
        waiting += new
    return found


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_edits_one_by_one_give_the_graph_made_at_once(seed: int) -> None:
    random = Random(seed)
    cells: dict[str, Names] = {}
    graph = Graph()
    for _ in range(random.randint(1, 14)):
        cell = random.choice("abcdefs")
        if random.random() < 0.2:
            graph = graph.remove(cell)
            cells.pop(cell, None)
        else:
            cells[cell] = random_names(random)
            graph = graph.put(cell, cells[cell], is_setup=cell == "s")

    whole = Graph.of(cells, setup="s" if "s" in cells else None)
    edges = plain_edges(cells)

    assert set(graph.edges()) == set(whole.edges()) == edges
    assert graph.problems == whole.problems
    assert {cell for ring in graph.rings for cell in ring} == {cell for cell in cells if cell in reachable(edges, cell)}
    for cell in cells:
        assert set(graph.parents(cell)) == {a for a, b in edges if b == cell}
    plan = graph.plan(cells)
    assert set(plan) == set(cells) - graph.blocked
    assert all(plan.index(a) < plan.index(b) for a, b in edges if a in plan and b in plan)


# ----------------------------------------------------------------------- speed


def chain(length: int, *, ring: bool = False) -> Graph:
    cells = {f"c{n}": names(f"x{n - 1} np print -> x{n}") for n in range(1, length)}
    return Graph.of({"np": names("-> np"), "c0": names(f"{f'x{length - 1}' if ring else ''} -> x0"), **cells})


def test_a_chain_of_5000_cells_is_planned_and_walked_without_recursion() -> None:
    graph = chain(5000)

    assert len(graph.plan(["c0"])) == 5000
    assert len(graph.ancestors(["c4999"])) == 5000


def test_a_ring_of_5000_cells_is_found_and_told_briefly() -> None:
    (problem,) = chain(5000, ring=True).problems

    assert len(problem.cells) == 5000
    assert len(problem.message) < 500


@pytest.mark.parametrize(("cell", "arrow"), [("c0", "np -> x0"), ("c500", "x499 -> x500"), ("np", "-> np new")])
def test_an_edit_among_1000_cells_costs_little(cell: str, arrow: str) -> None:
    graph = chain(1000)
    best = 1.0
    for _ in range(5):
        start = process_time()
        edited = graph.put(cell, names(arrow))
        assert edited.problems == ()
        best = min(best, process_time() - start)

    # Five times what it takes; a quadratic step would cost a hundred times as much.
    assert best < 0.02
