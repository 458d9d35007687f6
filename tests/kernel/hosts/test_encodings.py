"""Altair makes the same charts, and refuses the same ones, when what it works out is remembered."""

from types import ModuleType

import altair as alt
import pytest
from altair.utils import schemapi
from altair.vegalite.v6.schema import core

from cloche.hosts import encodings

ROWS = alt.Data(values=[{"x": 1, "y": "a"}])


def chart(**encoding):
    marked = alt.Chart(ROWS).mark_bar().encode(x="x:Q", y=alt.Y("y:N", sort="-x"), color=alt.value("red"), **encoding)
    return alt.layer(marked, marked.mark_text().encode(text="x:Q")).to_dict()


@pytest.fixture
def counted(monkeypatch):
    """How often Altair hashed, listed and checked something. What is installed lasts as long as the test."""
    counts = {"hash": 0, "list": 0, "check": 0}

    def counting(kind, make):
        def count(*given, **named):
            counts[kind] += 1
            return make(*given, **named)

        return count

    hash_schema = counting("hash", schemapi._FromDict.hash_schema.__func__)
    for owner, name, content in [
        (schemapi._FromDict, "__init__", schemapi._FromDict.__init__),
        (schemapi._FromDict, "hash_schema", classmethod(hash_schema)),
        (schemapi, "_subclasses", counting("list", schemapi._subclasses)),
        (schemapi, "_get_errors_from_spec", counting("check", schemapi._get_errors_from_spec)),
        (schemapi, "validate_jsonschema", schemapi.validate_jsonschema),
        (schemapi, "_resolve_references", schemapi._resolve_references),
        (core, "_subclasses", lambda cls: schemapi._subclasses(cls)),
    ]:
        monkeypatch.setattr(owner, name, content)
    yield counts
    if "__init_subclass__" in vars(schemapi.SchemaBase):
        del schemapi.SchemaBase.__init_subclass__


def test_charts_are_the_same_and_nothing_is_worked_out_again(counted):
    before = chart()
    encodings.install(schemapi)
    assert chart() == before

    counted.update(hash=0, list=0, check=0)
    assert chart() == before

    assert counted["hash"] < 50
    assert counted["list"] == 0
    assert counted["check"] <= 1, "red is no gradient: what is wrong is asked again"


def test_what_is_wrong_is_told_each_time_in_altairs_words(counted):
    def refused():
        with pytest.raises(schemapi.SchemaValidationError) as caught:
            alt.Chart(ROWS).mark_bar().encode(x=alt.X("x:Q", stack="nowhere")).to_dict()
        return str(caught.value)

    before = refused()
    encodings.install(schemapi)

    assert [refused(), refused()] == [before, before]


def test_a_number_is_not_taken_for_another_kind_of_it(counted):
    encodings.install(schemapi)
    schema = {"type": "object", "properties": {"a": {"type": "boolean"}, "b": {"type": "array"}}}

    assert schemapi.validate_jsonschema({"a": True, "b": []}, schema, raise_error=False) is None
    assert schemapi.validate_jsonschema({"a": 1, "b": []}, schema, raise_error=False) is not None
    assert schemapi.validate_jsonschema({"a": True, "b": ()}, schema, raise_error=False) is not None


def test_only_so_much_is_remembered(counted, monkeypatch):
    monkeypatch.setattr(encodings, "TEXTS", 3)
    encodings.install(schemapi)
    schema = {"type": "string"}

    for text in ["a", "b", "c", "d", "d", "a", "x" * encodings.LENGTH, "x" * encodings.LENGTH]:
        assert schemapi.validate_jsonschema(text, schema) is None

    assert counted["check"] == 7


def test_a_class_that_is_made_later_is_found(counted):
    encodings.install(schemapi)
    chart()
    known = [*schemapi._subclasses(schemapi.SchemaBase)]

    class Later(alt.X):
        pass

    assert set(schemapi._subclasses(schemapi.SchemaBase)) - set(known) == {Later}


def test_an_altair_that_does_it_in_another_way_is_left_alone():
    encodings.install(pytest)
    encodings.install(ModuleType("altair.utils.schemapi"))


def test_what_was_asked_last_is_remembered_longest():
    kept = encodings._Newest(2)
    kept.add("a", ())
    kept.add("b", ())

    assert kept.has("a")
    kept.add("c", ())

    assert [kept.has(key) for key in "abc"] == [True, False, True]
