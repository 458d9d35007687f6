"""A notebook written for marimo, opened and saved unchanged."""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Rabbits, in marimo's format")


@app.cell
def _():
    import marimo as mo

    return (mo,)


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    # Rabbits, in marimo's format

    This file was written for [marimo](https://marimo.io): it says `import marimo`, and its cells say `mo.ui` and `mo.md`.
    Cloche opens, runs and saves it unchanged; marimo does too. Where marimo is installed, it is used.

    ## How many rabbits?

    Let $x$ be the rabbits of this year, as a share of those the meadow can feed. They multiply by $r$; when it gets
    crowded, they starve. Next year there are

    $$x' = r\,x\,(1 - x).$$
    """)
    return


@app.cell
def _(mo):
    growth = mo.ui.slider(
        1.0, 4.0, step=0.01, value=3.2, label="Growth $r$", show_value=True
    )
    years = mo.ui.slider(
        10, 120, step=10, value=60, label="Years", show_value=True
    )
    mo.vstack([growth, years])
    return growth, years


@app.cell
def _(growth, years):
    rabbits = [0.2]
    for _ in range(years.value):
        rabbits.append(growth.value * rabbits[-1] * (1 - rabbits[-1]))
    return (rabbits,)


@app.cell
def _(mo, rabbits):
    _step = 600 / (len(rabbits) - 1)
    _places = [(20 + n * _step, 170 - 160 * x) for n, x in enumerate(rabbits)]
    _line = " ".join(f"{x:.1f},{y:.1f}" for x, y in _places)
    mo.Html(f"""
    <svg viewBox="0 0 640 180" width="640" fill="none">
      <line x1="20" x2="620" y1="170" y2="170" stroke="currentColor" opacity="0.3" />
      <polyline points="{_line}" stroke="seagreen" stroke-width="2" />
    </svg>
    """)
    return


@app.cell
def _(mo, rabbits):
    _last = [round(x, 3) for x in rabbits[-8:]]
    _kinds = len(set(_last))
    _verdict, _kind = {
        1: ("They settle.", "success"),
        2: ("Good years and bad years, in turn.", "info"),
        3: ("A rhythm of three years.", "info"),
        4: ("A rhythm of four years.", "info"),
    }.get(_kinds, ("No year is like another.", "warn"))
    _years = ", ".join(map(str, _last))
    mo.md(f"**{_verdict}** The last eight: {_years}").callout(_kind)
    return


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    Below $r = 3$ every meadow finds its peace. Then the years split in two, in four, in eight, ever faster, and beyond
    $r \approx 3.57$ there is **chaos**, from a parabola. At $r = 3.83$ comes a surprise: look for the rhythm of three.
    """)
    return


if __name__ == "__main__":
    app.run()
