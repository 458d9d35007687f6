import cloche

__generated_with = "0.1.0"
app = cloche.App()


@app.cell
def _():
    text = """one
    two
    """
    return (text,)


@app.cell
def _(text):
    print(text)
    return


if __name__ == "__main__":
    app.run()
