import cloche

__generated_with = "0.1.0"
app = cloche.App(app_title="Größe → 𝛑")


@app.cell
def größe():
    """Ein Satz — mit Strich"""; länge = "😀"; return länge,


@app.cell
def _(länge):
    print(länge, "  is no line end, nor is ")
    return


if __name__ == "__main__":
    app.run()
