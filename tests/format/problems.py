import cloche

__generated_with = "0.1.0"
app = cloche.App()


@app.cell
def _(b):
    a = b
    return (a,)


@app.cell
def _(a):
    b = a
    return (b,)


@app.cell
def _():
    twice = 1
    return


@app.cell
def _():
    twice = 2
    kept = 1
    return (kept,)


@app.cell
def _(kept):
    del kept
    return


@app.cell
def _(kept):
    print(kept)
    return


app._unparsable_cell(
    r"""
    from math import *
    """,
    name="_"
)


if __name__ == "__main__":
    app.run()
