import cloche

__generated_with = "0.1.0"
app = cloche.App()


@app.cell
def _():
    moved = """
    moves with the code
        and keeps its inside

    """
    fixed = """
at the margin
    stays
"""
    both = (
        "a"
        "b"
    )
    return fixed, moved


@app.cell
def _(moved):
    value = f"""
    {moved}
      {
        moved
      }
    """
    continued = "one \
    two"
    raw = r'''
    @app.cell
    def not_a_cell():
        pass
    '''
    return


@app.cell
def _(fixed):
    fake = """
@app.cell
def neither():
    return
"""
    return


if __name__ == "__main__":
    app.run()
