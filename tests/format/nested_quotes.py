import cloche

__generated_with = "0.1.0"
app = cloche.App()


@app.cell
def _():
    row = {"name": "a", "items": [1, 2]}
    width = 3
    return row, width


@app.cell
def _(row):
    f"{row["name"]} has {", ".join(f"{item:>{3}}" for item in row["items"])}"
    return


@app.cell
def _(row, width):
    label = f"""
    {row["name"]:>{width}} and {f"{row["items"]!r}"} {{ not this }}
      {
        "; ".join(
            [f"{key}" for key in row]
        )
    }
    """
    return (label,)


@app.cell(hide_code=True)
def _(label):
    print(f'{label + f'{label}'}\n', rf"\{label}", f"{label=!s}")
    return


if __name__ == "__main__":
    app.run()
