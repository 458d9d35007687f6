"""A tour of reactivity: sliders, live prose, state, and three rules."""

import cloche

__generated_with = "0.1.0"
app = cloche.App(app_title="Welcome to Cloche")


@app.cell(hide_code=True)
def welcome():
    import cloche as cl

    cl.md("""
    # Welcome to Cloche

    A *cloche* is the glass bell that gardeners set over a seedling. This notebook grows under one: Python runs here, in
    your page. Nothing was installed, and nothing you write leaves it.

    The cells below know who needs whom. **Move a slider and watch what follows.**
    """)
    return (cl,)


@app.cell
def _(cl):
    petals = cl.ui.slider(2, 12, value=6, label="Petals", show_value=True)
    degrees = cl.ui.slider(1, 179, value=71, label="Degrees", show_value=True)
    cl.hstack([petals, degrees], justify="start", gap=2, wrap=True)
    return degrees, petals


@app.cell
def _(cl, degrees, petals, rose):
    cl.Html(f"""
    <svg viewBox="-1.05 -1.05 2.1 2.1" width="360" fill="none">
      <polyline points="{rose(petals.value, degrees.value)}"
                stroke="var(--series-1, seagreen)" stroke-width="0.006" />
      <polyline points="{rose(petals.value, 1)}"
                stroke="var(--series-2, chocolate)" stroke-width="0.016" />
    </svg>
    """)
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md(r"""
    That is a [Maurer rose](https://en.wikipedia.org/wiki/Maurer_rose). The thick line follows
    $r = \sin(n\theta)$; the thin one walks along it in steps of $d$ degrees and joins the stops with straight lines.
    Here is the function that computes it. It stands *below* the picture that uses it: **cells run in the order they need
    each other**, wherever they are on the page.
    """)
    return


@app.cell
def _():
    from math import cos, radians, sin

    def rose(n, d):
        """The points of a Maurer rose, as SVG wants them."""
        angles = [radians(step * d) for step in range(361)]
        points = [(sin(n * a) * cos(a), sin(n * a) * sin(a)) for a in angles]
        return " ".join(f"{x:.4f},{y:.4f}" for x, y in points)

    return (rose,)


@app.cell(hide_code=True)
def _(cl):
    cl.md("""
    Change something in it, say the second `sin` to `cos`, and press **Ctrl + Enter** (**⌘ + Enter** on a Mac). The
    picture follows at once: it reads `rose`, so it runs again. Nothing else does.

    ## Prose with something alive in it

    Text is Markdown, made by `cl.md`. Anything can stand in its f-strings, sliders too.
    """)
    return


@app.cell
def _(cl):
    radius = cl.ui.slider(0.5, 10, step=0.5, value=3)
    return (radius,)


@app.cell
def _(cl, radius):
    from math import pi

    r = radius.value
    cl.md(rf"""
    A pizza with a radius of {radius} {r} dm has an area of

    $$A = \pi r^2 = \pi \cdot {r}^2 \approx {pi * r**2:.1f}\ \mathrm{{dm}}^2,$$

    which is as much as **{(r / 1.5) ** 2:.1f}** small ones of 1.5 dm.
    Twice the radius is four times the pizza.
    """)
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md("""
    ## Three rules

    **One name, one cell.** If two cells defined `radius`, nobody could say which one is meant, so Cloche tells you instead
    of guessing. Names that begin with an underscore, like `_total`, stay inside their cell: use them as often as you like.

    **Deleting is real.** Delete the cell that makes `radius`, and the name is gone: the cell that reads it says so. What you
    see is always what the code says. There is no hidden past. (Undo brings the cell back.)

    **Mutation is not tracked.** `numbers.append(4)` in another cell runs nothing again. Make a new value:
    `more = numbers + [4]`.

    ## When a value has to remember

    Mostly it does not: values follow from other values. A counter does, and `cl.state` is for that. It gives a function that
    reads and one that writes; whoever reads runs again after each write.
    """)
    return


@app.cell
def _(cl):
    count, set_count = cl.state(0)
    return count, set_count


@app.cell
def _(cl, set_count):
    sow = cl.ui.button(
        label="Sow a seed",
        kind="success",
        on_click=lambda _: set_count(lambda n: n + 1),
    )
    reap = cl.ui.button(label="Harvest", on_click=lambda _: set_count(0))
    cl.hstack([sow, reap], justify="start")
    return


@app.cell
def _(cl, count):
    cl.md("🌱 " * count() if count() else "*The bed is empty.*")
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md("""
    ## Waiting for an answer

    A form holds its value back until it is submitted. `cl.stop` ends a cell early, and all that follows from it waits.
    """)
    return


@app.cell
def _(cl):
    question = cl.ui.text(placeholder="Ada", label="What is your name?")
    name = question.form(submit_button_label="Say hello")
    name
    return (name,)


@app.cell
def _(cl, name):
    cl.stop(not name.value, cl.md("*Somebody has to say their name first.*"))

    cl.md(f"""
    Hello **{name.value}**! Your name has {len(name.value)} letters,
    and backwards it is *{name.value[::-1].capitalize()}*.
    """).callout("success")
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md("""
    ## And now?

    - Add a cell with the **+** between two cells, and write any Python: `import` fetches the packages it needs.
    - Open another example from the gallery: Bayes' theorem, a neural network that learns while you watch, strange attractors.
    - Share this page as a link: the notebook travels *inside* the link, no server keeps it.
    - Save it as a file. It is a plain Python program; `python intro.py` runs it anywhere.
    """)
    return


if __name__ == "__main__":
    app.run()
