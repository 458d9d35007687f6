"""Random cells: small programs over few names, in every kind of scope.

Most run to their end or stop with an exception; all compile or are thrown away
by the test that asked for one.
"""

from __future__ import annotations

from hypothesis import strategies as st

NAMES = ("a", "b", "_p", "_q")
name = st.sampled_from(NAMES)


def indented(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


expressions = st.recursive(
    st.one_of(name, st.integers(0, 3).map(str)),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda x: f"({x[0]} + {x[1]})"),
        st.tuples(name, inner).map(lambda x: f"({x[0]} := {x[1]})"),
        st.tuples(name, inner, inner).map(lambda x: f"(lambda {x[0]}={x[1]}: {x[2]})()"),
        st.tuples(inner, name, inner).map(lambda x: f"sum([{x[0]} for {x[1]} in [1, {x[2]}]])"),
        st.tuples(inner, name, name, inner).map(lambda x: f"sum({x[0]} for {x[1]} in [1] for {x[2]} in [{x[3]}])"),
        st.tuples(inner, name, inner).map(lambda x: f"len({{{x[0]}: 1 for {x[1]} in [{x[2]}] if {x[1]}}})"),
        inner.map(lambda x: f'len(f"{{{x}}}")'),
    ),
    max_leaves=4,
)

simple = st.one_of(
    st.tuples(name, expressions).map(lambda x: [f"{x[0]} = {x[1]}"]),
    st.tuples(name, expressions).map(lambda x: [f"{x[0]} += {x[1]}"]),
    st.tuples(name, name, expressions).map(lambda x: [f"{x[0]}, *{x[1]} = 1, {x[2]}"]),
    st.tuples(name, name, expressions).map(lambda x: [f"{x[0]}: {x[1]} = {x[2]}"]),
    name.map(lambda x: [f"del {x}"]),
    name.map(lambda x: [f"global {x}"]),
    name.map(lambda x: [f"nonlocal {x}"]),
    st.tuples(name, name).map(lambda x: [f"import sys as {x[0]}, os.path as {x[1]}"]),
    expressions.map(lambda x: [x]),
)

Block = list[str]


def compound(block: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    body = block.map(indented)
    return st.one_of(
        st.tuples(name, name, expressions, body).map(
            lambda x: [f"def {x[0]}({x[1]}={x[2]}):", *x[3], f"{x[0]}()" if len(x[3]) % 2 else "pass"]
        ),
        st.tuples(name, body).map(lambda x: [f"class {x[0]}:", *x[1]]),
        st.tuples(name, name, body, body).map(
            lambda x: ["try:", *x[2], "    1 / 0", f"except (ZeroDivisionError, NameError) as {x[0]}:", *x[3]]
        ),
        st.tuples(name, expressions, body).map(lambda x: [f"for {x[0]} in [{x[1]}]:", *x[2]]),
        st.tuples(expressions, body, body).map(lambda x: [f"if {x[0]}:", *x[1], "else:", *x[2]]),
        st.tuples(expressions, name, body).map(lambda x: [f"match {x[0]}:", f"    case {x[1]}:", *indented(x[2])]),
        st.tuples(expressions, name, name, body).map(
            lambda x: [f"match [{x[0]}, 1]:", f"    case [{x[1]}, *{x[2]}]:", *indented(x[3])]
        ),
    )


blocks = st.recursive(
    simple,
    lambda inner: st.one_of(compound(inner), st.lists(inner, min_size=2, max_size=3).map(lambda x: sum(x, []))),
    max_leaves=8,
)

programs = st.lists(blocks, min_size=1, max_size=4).map(lambda found: "\n".join(sum(found, [])))
