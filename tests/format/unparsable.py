import cloche

__generated_with = "0.1.0"
app = cloche.App()


app._unparsable_cell(
    r"""
    x = = 1
    if True:
        print("kept"
    """,
    name="_"
)


app._unparsable_cell(
    """
    text = \"\"\"never closed\\n
    """,
    column=None, disabled=False, hide_code=True, name="named"
)


app._unparsable_cell(
    r"""
    !pip install numpy
    """
)


@app.cell
def _():
    fine = 1
    return


if __name__ == "__main__":
    app.run()
