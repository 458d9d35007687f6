# /// script
# dependencies = ["numpy"]
# ///
"""About leaves."""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Hi")

with app.setup:
    import numpy as np
    # only


@app.cell(hide_code=True)
def _():
    import marimo as mo

    return (mo,)


@app.cell
def _(mo):
    mo.md(r"""
    # hi
    there
    """)
    return


@app.cell
def named():
    # a comment
    x = 1
    _y = x
    return (x,)


@app.cell
def _(x):
    # trailing only
    x
    # tail
    return


@app.function
def area(r):
    return np.pi * r * r
    # after


@app.cell
def _():
    return


app._unparsable_cell(
    r"""
    x = = 3
    """,
    name="_"
)


@app.cell
async def _(x):
    await x

    def f(): return 1
    # c
    return


if __name__ == "__main__":
    app.run()
