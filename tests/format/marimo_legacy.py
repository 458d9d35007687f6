import marimo

__generated_with = "0.2.4"
app = marimo.App(width="full")


@app.cell
def __():
    import marimo as mo
    return mo,


@app.cell
def __(mo):
    x, y = 1, 2
    mo.md("Hello")
    return x, y


@app.cell
def compute(x, y):
    total = x + y
    return (total, )


@app.cell
def __(compute_later):
    # only a comment
    return


if __name__ == "__main__":
    app.run()
