"""The samples in tests/wire are read by Python here and by TypeScript in worker/src/wire."""

import json
from pathlib import Path
from typing import get_args

import pytest

from cloche.protocol import (
    CellAnalysis,
    Command,
    Completion,
    Conversion,
    ErrorCode,
    Event,
    MalformedMessageError,
    event_from_wire,
    from_wire,
    to_wire,
)
from cloche.protocol.codec import reader

SAMPLES = Path(__file__).parents[2] / "wire"


def samples(name):
    return json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))


def without(sample, key):
    return {name: value for name, value in sample.items() if name != key}


@pytest.mark.parametrize("sample", samples("commands"), ids=lambda sample: sample["type"])
def test_a_command_survives_the_way_in_and_out(sample):
    assert to_wire(from_wire(sample)) == sample


@pytest.mark.parametrize("sample", samples("events"), ids=lambda sample: sample["type"])
def test_an_event_survives_the_way_out_and_in(sample):
    assert to_wire(event_from_wire(sample)) == sample


@pytest.mark.parametrize(("name", "union"), [("commands", Command), ("events", Event)])
def test_every_message_has_a_sample(name, union):
    assert {sample["type"] for sample in samples(name)} == {kind.type for kind in get_args(union)}


def test_every_error_code_has_a_sample():
    codes = {sample["error"]["code"] for sample in samples("events") if sample.get("error")}

    assert codes == set(get_args(ErrorCode))


def test_what_python_answers_to_calls_has_the_shape_of_the_samples():
    answers = {sample["name"]: sample["answer"] for sample in samples("calls")}

    assert [to_wire(reader(CellAnalysis)(answer, "")) for answer in answers["analyse"]] == answers["analyse"]
    assert [to_wire(reader(Completion)(answer, "")) for answer in answers["complete"]] == answers["complete"]
    assert to_wire(reader(Conversion)(answers["convert"], "")) == answers["convert"]


@pytest.mark.parametrize("sample", samples("commands"), ids=lambda sample: sample["type"])
def test_a_command_that_lacks_a_field_is_refused_by_the_fields_name(sample):
    for key in without(sample, "type"):
        with pytest.raises(MalformedMessageError) as caught:
            from_wire(without(sample, key))

        assert (caught.value.code, caught.value.field) == ("malformed-command", key)


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ("run-all", "command"),
        ({}, "type"),
        ({"type": "format-disk"}, "type"),
        ({"type": ["run-all"]}, "type"),
        ({"type": "delete-cells", "cells": "c1"}, "cells"),
        ({"type": "delete-cells", "cells": ["c1", 2]}, "cells[1]"),
        ({"type": "configure-runtime", "lazy": 1}, "lazy"),
        ({"type": "set-elements", "values": {3: 1}}, "values"),
        ({"type": "configure-cells", "configs": {"c1": {"disabled": "no"}}, "names": {}}, "configs.c1.disabled"),
        ({"type": "run-cells", "cells": [{"id": "c1"}], "order": []}, "cells[0].name"),
        (
            {
                "type": "run-cells",
                "cells": [{"id": "a", "name": "", "code": "", "kind": "sql", "config": {}}],
                "order": [],
            },
            "cells[0].kind",
        ),
    ],
)
def test_a_malformed_command_names_the_field_at_fault(message, field):
    with pytest.raises(MalformedMessageError) as caught:
        from_wire(message)

    assert caught.value.field == field
    assert f"`{field}`" in caught.value.problem


def test_a_whole_number_that_javascript_sent_as_a_float_is_taken():
    sample = {"type": "configure-cells", "configs": {"a": {"disabled": False, "hideCode": False, "column": 2.0}}}

    command = from_wire(sample | {"names": {}})

    assert command.configs["a"].column == 2
