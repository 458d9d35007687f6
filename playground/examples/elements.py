"""Every element of `ui` on one page, each beside the value that Python has."""

import cloche

__generated_with = "0.1.0"
app = cloche.App(app_title="Every element")


@app.cell(hide_code=True)
def _(cl):
    cl.md("""
    # Every element

    Each question below is one line of Python. Change an answer, and the line under it that shows what
    Python has runs again. All of them work with the keyboard alone.
    """)
    return


@app.cell
def _():
    import cloche as cl

    return (cl,)


@app.cell(hide_code=True)
def _(cl):
    cl.md("## Numbers")
    return


@app.cell
def numbers(cl):
    depth = cl.ui.slider(0, 40, value=10, label="Depth (m)", show_value=True, include_input=True)
    band = cl.ui.range_slider(0, 100, value=(20, 60), label="Band", show_value=True)
    count = cl.ui.number(1, 9, value=3, label="Count")
    grid = cl.ui.matrix(
        [[1, 0.5], [0.5, 2]],
        symmetric=True,
        step=0.5,
        row_labels=["x", "y"],
        column_labels=["x", "y"],
        label="Covariance",
    )
    cl.vstack([depth, band, count, grid])
    return band, count, depth, grid


@app.cell(hide_code=True)
def _(band, count, depth, grid):
    {"depth": depth.value, "band": band.value, "count": count.value, "grid": grid.value}
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md("## Choices")
    return


@app.cell
def choices(cl):
    sizes = {"small": 1, "medium": 10, "large": 100}
    size = cl.ui.dropdown(sizes, value="medium", label="Size")
    town = cl.ui.dropdown(["Bergen", "Lund", "Oslo", "Turku"], searchable=True, label="Town")
    drink = cl.ui.radio(["tea", "coffee", "water"], value="tea", label="Drink", inline=True)
    fruits = cl.ui.multiselect(
        ["apple", "cherry", "fig", "lemon", "plum"], value=["fig", "plum"], label="Fruits", max_selections=3
    )
    agreed = cl.ui.checkbox(label="I have read the **rules**")
    night = cl.ui.switch(value=True, label="At night")
    cl.vstack([size, town, drink, fruits, agreed, night])
    return agreed, drink, fruits, night, size, town


@app.cell(hide_code=True)
def _(agreed, drink, fruits, night, size, town):
    [each.value for each in (size, town, drink, fruits, agreed, night)]
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md("## Words and days")
    return


@app.cell
def words(cl):
    name = cl.ui.text("Ada", label="Name", placeholder="first name")
    story = cl.ui.text_area("Once upon a time", label="Story", rows=3)
    code = cl.ui.code_editor("select name from towns", language="sql", label="Query")
    day = cl.ui.date("2026-01-01", "2026-12-31", value="2026-05-04", label="Day")
    days = cl.ui.date_range(value=("2026-05-04", "2026-05-08"), label="From, to")
    moment = cl.ui.datetime(value="2026-05-04T09:30+02:00", label="Moment")
    cl.vstack([name, story, code, day, days, moment])
    return code, day, days, moment, name, story


@app.cell(hide_code=True)
def _(code, day, days, moment, name, story):
    [each.value for each in (name, story, code, day, days, moment)]
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md("## Things to press, files, sound")
    return


@app.cell
def things(cl):
    more = cl.ui.button(value=0, on_click=lambda n: n + 1, label="more", kind="success")
    go = cl.ui.run_button(label="Go", tooltip="True for one run")
    clock = cl.ui.refresh(options=["1s", "10s"], label="Clock")
    papers = cl.ui.file(kind="area", multiple=True, filetypes=[".csv", ".txt"], label="Drop tables here, or choose")
    voice = cl.ui.microphone(label="Say something")
    cl.vstack([cl.hstack([more, go, clock], justify="start", wrap=True), papers, voice])
    return clock, go, more, papers, voice


@app.cell(hide_code=True)
def _(clock, go, more, papers, voice):
    {
        "presses": more.value,
        "go": go.value,
        "clock": clock.value,
        "files": [(paper.name, len(paper.contents)) for paper in papers.value],
        "bytes of sound": len(voice.value.getvalue()),
    }
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md("## Elements of elements")
    return


@app.cell
def several(cl):
    weights = cl.ui.array([cl.ui.slider(0, 10, value=n, label=f"w{n}") for n in range(3)], label="Weights")
    person = cl.ui.dictionary({"first": cl.ui.text("Grace"), "born": cl.ui.number(1800, 2026, value=1906)})
    sentence = cl.md("From {start} to {end}, by {way}.").batch(
        start=cl.ui.dropdown(["Oslo", "Rome"], value="Oslo"),
        end=cl.ui.dropdown(["Oslo", "Rome"], value="Rome"),
        way=cl.ui.radio(["train", "bike"], value="train", inline=True),
    )
    order = cl.ui.text(label="Order", placeholder="at least three letters").form(
        validate=lambda text: "That is too short." if len(text) < 3 else None, show_clear_button=True
    )
    sheets = cl.ui.tabs({"Weights": weights, "Person": person, "Trip": sentence, "Order": order}, label="Four sheets")
    sheets
    return order, person, sentence, sheets, weights


@app.cell(hide_code=True)
def _(order, person, sentence, sheets, weights):
    {
        "sheet": sheets.value,
        "weights": weights.value,
        "person": person.value,
        "trip": sentence.value,
        "order": order.value,
    }
    return


if __name__ == "__main__":
    app.run()
