import marimo

__generated_with = "0.25.2"
app = marimo.App()


@app.cell
def _():
    import marimo as mo

    return (mo,)


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    # Title with \alpha

    - item
        - nested

    ```python
    code = 1
    ```
    """)
    return


@app.cell
def _(mo):
    mo.md(f"""Hello **{name}**,

    indented as text.
    """)
    return


@app.cell
def _():
    name = "Ada"
    table = [1, 2]
    return name, table


@app.cell
def _(mo, table):
    result = mo.sql(
        f"""
        SELECT *
        FROM table
        """
    )
    return


if __name__ == "__main__":
    app.run()
