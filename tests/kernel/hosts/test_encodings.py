"""Altair makes the same charts when the hashes of its classes are remembered."""

import altair as alt
import pytest
from altair.utils import schemapi

from cloche.hosts import encodings

ROWS = alt.Data(values=[{"x": 1, "y": "a"}])


def chart():
    marked = alt.Chart(ROWS).mark_bar().encode(x="x:Q", y=alt.Y("y:N", sort="-x"), color=alt.value("red"))
    return alt.layer(marked, marked.mark_text().encode(text="x:Q")).to_dict()


@pytest.fixture
def hashed(monkeypatch):
    counted = []
    make = schemapi._FromDict.hash_schema.__func__
    monkeypatch.setattr(schemapi._FromDict, "__init__", schemapi._FromDict.__init__)
    monkeypatch.setattr(
        schemapi._FromDict, "hash_schema", classmethod(lambda cls, *given: counted.append(1) or make(cls, *given))
    )
    return counted


def test_charts_are_the_same_and_classes_are_hashed_once(hashed):
    before = chart()
    encodings.install(schemapi)
    assert chart() == before

    hashed.clear()
    assert chart() == before

    assert len(hashed) < 50


def test_an_altair_that_does_it_in_another_way_is_left_alone():
    encodings.install(pytest)
