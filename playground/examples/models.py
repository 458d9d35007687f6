"""Four classifiers on the same points: what each one believes, how often it is right, and how sure that is."""

import cloche

__generated_with = "0.1.0"
app = cloche.App(width="medium", app_title="Four models, one question")


@app.cell(hide_code=True)
def _():
    import cloche as cl

    cl.md("""
    # Four models, one question

    Is the apple ripe? Two measurements, softness and colour, and four ways to learn the answer from examples. Each is a few
    lines of plain Python, further down. The apples are drawn by a seeded generator: make them harder and see who copes.
    """)
    return (cl,)


@app.cell(hide_code=True)
def settings(cl):
    shape = cl.ui.dropdown(["Two heaps", "A ring", "Checkers"], value="A ring", label="Ripe apples are")
    noise = cl.ui.slider(0, 1, step=0.05, value=0.25, label="Noise", show_value=True)
    many = cl.ui.slider(40, 240, step=20, value=120, label="Apples", show_value=True)
    neighbours = cl.ui.slider(1, 25, step=2, value=5, label="Neighbours", show_value=True)
    depth = cl.ui.slider(1, 6, value=3, label="Depth of the tree", show_value=True)
    cl.vstack([shape, cl.vstack([noise, many, neighbours, depth])], gap=1)
    return depth, many, neighbours, noise, shape


@app.cell
def _(depth, harvest, logistic, many, neighbours, noise, shape):
    apples = harvest(shape.value, noise.value, many.value)
    makers = {
        "Always the same": common,
        f"{neighbours.value} nearest": nearest(neighbours.value),
        f"Tree of depth {depth.value}": tree(depth.value),
        "Logistic": logistic,
    }
    return apples, makers


@app.cell
def _(apples, makers):
    # Five parts, each kept back once: what a model is asked, it has not seen.
    scores = {}
    for _name, _make in makers.items():
        scores[_name] = []
        for _fold in range(5):
            _guess = _make([apple for n, apple in enumerate(apples) if n % 5 != _fold])
            _asked = apples[_fold::5]
            scores[_name].append(sum(_guess(x, y) == ripe for x, y, ripe in _asked) / len(_asked))
    return (scores,)


@app.cell(hide_code=True)
def verdict(cl, scores):
    _mean = {name: sum(each) / 5 for name, each in scores.items()}
    _best = max(_mean, key=_mean.get)
    _close = [name for name in _mean if name != _best and _mean[_best] - _mean[name] < 0.03]
    _tie = (
        f" {' and '.join(_close)} {'is' if len(_close) == 1 else 'are'} so close that other apples could turn it."
        if _close
        else ""
    )
    cl.vstack(
        [
            cl.Html(ranking(scores)),
            cl.md(
                f"**{_best}** is right for {100 * _mean[_best]:.0f} % of the apples that it had not seen.{_tie}"
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def maps(apples, cl, makers):
    cl.hstack(
        [cl.Html(belief(name, make(apples), apples)) for name, make in makers.items()],
        wrap=True,
        justify="start",
        gap=1,
    )
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md("""
    The floor shows what a model would say of an apple there, the dots what the apples are. A line of small marks above is one
    fold each: where they scatter, do not trust the second digit.

    **Try it.** With one neighbour and much noise, every odd apple has its own island: that is *overfitting*. The logistic
    model draws one straight line, so a ring is beyond it. On checkers a shallow tree sees nothing at all, since no single cut
    helps; a deep one does. And *always the same* is the bar that anything clever has to clear.

    ## The models

    Each takes apples, learns, and gives back a function that answers. **Edit**, in the bar, shows them.
    """)
    return


@app.function
def common(apples):
    """Says what most apples are."""
    ripe = 2 * sum(label for _, _, label in apples) >= len(apples)
    return lambda x, y: ripe


@app.function
def nearest(count):
    """Asks the apples that are most alike."""

    def learn(apples):
        def guess(x, y):
            close = sorted(apples, key=lambda apple: (apple[0] - x) ** 2 + (apple[1] - y) ** 2)[:count]
            return 2 * sum(label for _, _, label in close) > len(close)

        return guess

    return learn


@app.function
def tree(depth):
    """Asks one question after the other: is this measurement below that? Each cut is the one that leaves least mixed."""

    def learn(apples, left=depth):
        ripe = sum(label for _, _, label in apples)
        if left == 0 or ripe in (0, len(apples)):
            return lambda x, y: 2 * ripe >= len(apples)
        best = None
        for axis in (0, 1):
            ordered = sorted(apples, key=lambda apple: apple[axis])
            below = 0
            for n in range(1, len(ordered)):
                below += ordered[n - 1][2]
                above = ripe - below
                mixed = below * (n - below) / n + above * (len(ordered) - n - above) / (len(ordered) - n)
                if best is None or mixed < best[0]:
                    best = (mixed, axis, (ordered[n - 1][axis] + ordered[n][axis]) / 2)
        _, axis, cut = best
        low, high = (
            learn([apple for apple in apples if (apple[axis] < cut) is side], left - 1)
            for side in (True, False)
        )
        return lambda x, y: (low if (x, y)[axis] < cut else high)(x, y)

    return learn


@app.cell
def _():
    from math import cos, exp, pi, sin
    from random import Random

    def logistic(apples, rounds=150, rate=0.5):
        """Weighs both measurements, and moves the weights downhill until the line between ripe and not lies best."""
        a = b = c = 0.0
        for _ in range(rounds):
            da = db = dc = 0.0
            for x, y, label in apples:
                error = 1 / (1 + exp(-(a * x + b * y + c))) - label
                da, db, dc = da + error * x, db + error * y, dc + error
            a, b, c = (w - rate * d / len(apples) for w, d in ((a, da), (b, db), (c, dc)))
        return lambda x, y: a * x + b * y + c > 0

    def harvest(shape, noise, many, seed=7):
        """Apples as (softness, colour, is ripe), both measurements from about -1 to 1."""
        random = Random(seed)
        apples = []
        for n in range(many):
            ripe = n % 2 == 0
            if shape == "Two heaps":
                x, y = (
                    (0.4 if ripe else -0.4) + random.gauss(0, 0.2),
                    (0.3 if ripe else -0.3) + random.gauss(0, 0.2),
                )
            elif shape == "A ring":
                angle, far = (
                    random.uniform(0, 2 * pi),
                    random.uniform(0, 0.4) if ripe else random.uniform(0.65, 0.95),
                )
                x, y = far * cos(angle), far * sin(angle)
            else:
                x, y = random.uniform(0.05, 0.95), random.uniform(0.05, 0.95)
                x, y = random.choice(((x, y), (-x, -y)) if ripe else ((x, -y), (-x, y)))
            apples.append((x + random.gauss(0, noise / 2), y + random.gauss(0, noise / 2), ripe))
        random.shuffle(apples)
        return apples

    return harvest, logistic


@app.function(hide_code=True)
def ranking(scores):
    """A bar for each model, and a mark for each fold."""
    rows = []
    for n, (name, folds) in enumerate(scores.items()):
        mean = sum(folds) / len(folds)
        marks = "".join(
            f'<i style="position: absolute; left: calc({100 * fold:.1f}% - 1px); width: 2px; height: 100%; background: currentColor; opacity: 0.45"></i>'
            for fold in folds
        )
        rows.append(
            f'<span style="text-align: end">{name}</span>'
            '<span style="position: relative; height: 1.3em; background: var(--line, #ddd); border-radius: 4px">'
            f'<b style="position: absolute; inset: 0 auto 0 0; width: {100 * mean:.1f}%; border-radius: 4px; background: var(--series-{n + 1}, seagreen)"></b>{marks}</span>'
            f"<span>{100 * mean:.0f} %</span>"
        )
    return (
        '<div style="display: grid; grid-template-columns: auto 1fr auto; gap: 0.4rem 0.7rem; align-items: center; '
        f'font-variant-numeric: tabular-nums">{"".join(rows)}</div>'
    )


@app.function(hide_code=True)
def belief(name, guess, apples, cells=22):
    """What a model says of every place, and the apples."""
    size = 200 / cells
    floor = "".join(
        f'<rect x="{size * column:.1f}" y="{size * row:.1f}" width="{size + 0.3:.1f}" height="{size + 0.3:.1f}" fill="var(--series-2, chocolate)" />'
        for row in range(cells)
        for column in range(cells)
        if guess((size * (column + 0.5) - 100) / 80, (100 - size * (row + 0.5)) / 80)
    )
    dots = "".join(
        f'<circle cx="{100 + 80 * x:.1f}" cy="{100 - 80 * y:.1f}" r="3.2" stroke="var(--surface, white)" '
        f'fill="var({"--series-2, chocolate" if ripe else "--series-3, steelblue"})" />'
        for x, y, ripe in apples
    )
    return (
        f'<figure style="margin: 0; width: min(13.5rem, 43vw)"><svg viewBox="0 0 200 200" role="img" aria-label="Map of {name}" '
        f'style="display: block; border-radius: 8px; background: var(--surface-sunk, whitesmoke)"><g opacity="0.3">{floor}</g>{dots}</svg>'
        f'<figcaption style="font-size: 0.85em; text-align: center">{name}</figcaption></figure>'
    )


if __name__ == "__main__":
    app.run()
