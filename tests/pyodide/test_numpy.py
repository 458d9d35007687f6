"""Arrays and figures in a Pyodide that has numpy and matplotlib. Only the older distribution does."""

from __future__ import annotations

from typing import Any

import pytest

START = """
import os
os.environ["MPLBACKEND"] = "module://cloche.runtime.pyplot"
from scenarios.driver import Kernel
kernel = Kernel()
"""


@pytest.fixture(scope="module", autouse=True)
def packages(pyodide: Any) -> None:
    pyodide.load_packages("numpy", "matplotlib")


def test_an_array_is_shown_and_flows_to_the_cells_that_read_it(pyodide: Any) -> None:
    shown = pyodide.run(
        START
        + """
await kernel.start(a="import numpy as np", b="grid = np.arange(6).reshape(2, 3)", c="grid.sum()", d="grid")
first = kernel.output("c")
await kernel.run(b="grid = np.arange(12).reshape(3, 4)")
return [first, kernel.output("c"), kernel.output("d") or kernel.html("d")]
"""
    )

    assert "15" in shown[0]
    assert "66" in shown[1]
    assert "11" in shown[2]


def test_a_slider_redraws_a_figure(pyodide: Any) -> None:
    figures = pyodide.run(
        START
        + """
await kernel.start(
    a="import matplotlib.pyplot as plt\\nimport numpy as np\\nfrom cloche import ui",
    b="waves = ui.slider(1, 9)\\nwaves",
    c="figure, axes = plt.subplots()\\naxes.plot(np.sin(np.linspace(0, waves.value * 6, 200)))\\nfigure",
)
def image():
    assert kernel.error("c") is None, kernel.error("c")
    return next(bytes(content) for mime, content in kernel.page.outputs["c"].items() if mime.startswith("image/"))
first = image()
await kernel.set(waves=5)
second = image()
return [first[:8].hex(), len(first), len(second), first != second]
""",
        seconds=120,
    )

    signature, first, second, differ = figures
    assert signature == "89504e470d0a1a0a"
    assert min(first, second) > 5_000
    assert differ


def test_plt_show_shows_the_figure_in_its_cell(pyodide: Any) -> None:
    shown = pyodide.run(
        START
        + """
await kernel.start(a="import matplotlib.pyplot as plt", b="plt.plot([1, 2, 4])\\nplt.show()", c="1")
assert kernel.error("b") is None, kernel.error("b")
return [sorted(kernel.page.outputs["b"] or {}), kernel.output("c"), kernel.printed("b")]
""",
        seconds=120,
    )

    assert any(mime.startswith(("image/", "text/html")) for mime in shown[0]), shown
    assert shown[1] == "1"


def test_a_cached_function_knows_arrays_by_their_content(pyodide: Any) -> None:
    shown = pyodide.run(
        START
        + """
await kernel.start(
    a="import numpy as np\\nfrom cloche import cache",
    b="@cache\\ndef total(x): return x.sum()",
    c="a = np.arange(6); total(a), total(a.copy()), total(a.astype(float)), total(a.reshape(2, 3)), total(a + 1)",
    d="total.cache_info() if a.any() else None",
)
return [kernel.error("c") and kernel.error("c").problem, kernel.output("d")]
"""
    )

    assert shown == [None, "CacheInfo(hits=1, misses=4, maxsize=None, currsize=4)"]


def test_arrays_are_pictures_and_sound(pyodide: Any) -> None:
    values, sizes, sound = pyodide.run(
        """
import base64, io, struct, wave, zlib
import cloche as cl, numpy as np
def content(html): return base64.b64decode(html.text.split("base64,")[1].split('"')[0])
png = content(cl.image(np.array([[0.0, 1.0], [2.0, 4.0]]), vmin=0, vmax=2))
wav = wave.open(io.BytesIO(content(cl.audio(np.array([[0, 0.5], [0, -1]]), rate=8000))))
return [list(zlib.decompress(png[png.index(b"IDAT") + 4 :])), list(struct.unpack(">II", png[16:24])),
    [wav.getnchannels(), wav.getframerate(), list(struct.unpack("<4h", wav.readframes(2)))]]
"""
    )

    assert (values, sizes) == ([0, 0, 128, 0, 255, 255], [2, 2])
    assert sound == [2, 8000, [0, 0, 16383, -32767]]
