"""A short, seeded walk of the fuzzer; `support/fuzz.py` runs for as long as one likes."""

from __future__ import annotations

import os
from itertools import islice
from random import Random

from fuzz import attempt, inputs, lost_lines, seeds

COUNT = int(os.environ.get("CLOCHE_EXAMPLES", "100")) * 4


def test_bent_files_keep_every_line_and_bent_documents_convert_to_python_or_say_why_not() -> None:
    tried = islice(inputs(Random(7), seeds([])), COUNT)

    faults = [(fault, text) for kind, text in tried if (fault := attempt(kind, text))]

    assert faults == []


def test_the_fuzzer_would_notice_a_lost_line() -> None:
    assert lost_lines("x = 1\ny = 2\n", "y = 2\n") == ["x=1"]
    assert lost_lines('    print("a\\\\b")\n', 'r"""\n print(\\"a\\\\\\\\b\\")\n"""') == []
