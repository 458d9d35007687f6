import marimo

__generated_with = "0.25.2"
app = marimo.App()


@app.cell
def _():
    x: int = 1
    unused = 2
    return (x,)


@app.cell
def _(x: int):
    y = x + 1
    y
    return


@app.cell
def _(undefined_name):
    print(undefined_name, __file__)
    return


if __name__ == "__main__":
    app.run()
