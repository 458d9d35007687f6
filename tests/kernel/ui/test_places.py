"""Patterns of routes; what fits is what path-to-regexp 8 says, which marimo 0.25's page asks."""

import pytest

from cloche.ui.places import pattern


@pytest.mark.parametrize(
    ("route", "fitting", "others"),
    [
        ("#/about", ["#/about", "#/about/", "#/ABOUT"], ["#/about//", "#/abou", "#/about/x", ""]),
        ("#/user/:id", ["#/user/7", "#/user/a-b.c/"], ["#/user/", "#/user", "#/user/7/8"]),
        ("#/:from-:to", ["#/oslo-rome", "#/a-b-c"], ["#/oslo", "#/-", "#/a/b-c"]),
        ("#/:größe", ["#/xl"], ["#/"]),
        ('#/:"two words"x', ["#/ax"], ["#/x"]),
        ("#/files/*path", ["#/files/a", "#/files/a/b"], ["#/files", "#/files/"]),
        ("{/*path}", ["", "/", "/a/b"], ["#/a"]),
        ("#/a{/b{/:c}}", ["#/a", "#/a/b", "#/a/b/c"], ["#/a/c/d"]),
        (r"#/a\:b", ["#/a:b"], ["#/ax"]),
        ("#/1+1.5", ["#/1+1.5"], ["#/11.5", "#/1+125"]),
    ],
)
def test_a_route_stands_for(route, fitting, others):
    fits = pattern(route).fullmatch

    assert [place for place in fitting if not fits(place)] == []
    assert [place for place in others if fits(place)] == []


@pytest.mark.parametrize(
    ("route", "problem"),
    [
        ("#/user/:", "a name has to follow `:`"),
        ("#/*", "a name has to follow `*`"),
        ("#/a}", "`}` without its `{`"),
        ("#/{a", "`{` without its `}`"),
    ],
)
def test_a_route_that_cannot_be_read_is_refused(route, problem):
    with pytest.raises(ValueError, match=r".*") as caught:
        pattern(route)

    assert problem in str(caught.value)
