"""A thousand people, one test, and why a positive result means less than you think."""

import cloche

__generated_with = "0.1.0"
app = cloche.App(app_title="Bayes' theorem, counted")


@app.cell(hide_code=True)
def _():
    import cloche as cl

    cl.md("""
    # Bayes' theorem, counted

    Your test for a rare illness came back positive. The test is good. How worried should you be?

    Most people, and most doctors, guess far too high. Do not calculate yet: **count**. Below stand a thousand people.
    """)
    return (cl,)


@app.cell
def _(cl):
    ill = cl.ui.slider(
        1, 500, value=10, label="Of 1000 people, ill", show_value=True
    )
    sensitivity = cl.ui.slider(
        0, 100, value=90, label="The test finds, % of these", show_value=True
    )
    false_alarm = cl.ui.slider(
        0, 50, value=9, label="and alarms, % of the healthy", show_value=True
    )
    cl.vstack([ill, sensitivity, false_alarm])
    return false_alarm, ill, sensitivity


@app.cell
def _(false_alarm, ill, sensitivity):
    found = round(ill.value * sensitivity.value / 100)
    missed = ill.value - found
    alarmed = round((1000 - ill.value) * false_alarm.value / 100)
    well = 1000 - ill.value - alarmed
    return alarmed, found, missed, well


@app.cell
def _(alarmed, cl, crowd, found, missed, well):
    _groups = [
        (found, "var(--series-2, chocolate)", "ill, test positive"),
        (missed, "var(--series-5, goldenrod)", "ill, test negative"),
        (alarmed, "var(--series-3, steelblue)", "healthy, test positive"),
        (well, "var(--line, lightgray)", "healthy, test negative"),
    ]
    cl.Html(crowd(_groups))
    return


@app.cell
def _(alarmed, cl, found):
    positive = found + alarmed
    cl.stop(
        positive == 0, cl.md("*Nobody tests positive: nothing to learn here.*")
    )

    cl.md(rf"""
    **{positive}** people test positive. Of them, **{found}** are ill, and {alarmed}
    are not. So if you are one of those with a positive test, the chance that you
    are ill is

    $$P(\text{{ill}} \mid +) = \frac{{{found}}}{{{found} + {alarmed}}}
      \approx {100 * found / positive:.0f}\,\%.$$
    """)
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md(r"""
    ## The theorem is the counting

    Divide everything by a thousand, and the count turns into the formula that is printed on mugs:

    $$P(\text{ill} \mid +) = \frac{P(+ \mid \text{ill})\,P(\text{ill})}
      {P(+ \mid \text{ill})\,P(\text{ill}) + P(+ \mid \text{healthy})\,P(\text{healthy})}$$

    The mistake that everybody makes is to mix up $P(+ \mid \text{ill})$, how good the test is, with
    $P(\text{ill} \mid +)$, what it tells *you*. When few are ill, the false alarms of the many healthy people outnumber the
    true ones. Pull the first slider to the right and watch orange take over.

    ## Test again

    What was believed after one test is what is known before the next. Suppose the tests err independently.
    """)
    return


@app.function
def update(prior, likelihood, alarm):
    """What to believe after a positive test."""
    evidence = likelihood * prior + alarm * (1 - prior)
    return likelihood * prior / evidence if evidence else prior


@app.cell
def _(cl, false_alarm, ill, sensitivity):
    _hit, _alarm = sensitivity.value / 100, false_alarm.value / 100
    beliefs = [ill.value / 1000]
    for _ in range(5):
        beliefs.append(update(beliefs[-1], _hit, _alarm))

    cl.Html(bars(beliefs))
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md("""
    One test moves you from *hardly ever* to *perhaps*; two or three agreeing ones to *almost surely*. Evidence does not
    prove, it **shifts**, and Bayes' theorem says by how much.

    *The two cells below draw. They are plain Python that writes SVG, folded up, and stand last because order on the page
    is for readers.*
    """)
    return


@app.cell(hide_code=True)
def _():
    from html import escape

    def crowd(groups):
        """A thousand people as dots, 50 in a row, filled group by group down the columns."""
        people = [
            (colour, meaning)
            for count, colour, meaning in groups
            for _ in range(count)
        ]
        dots = "".join(
            f'<circle cx="{14 * (n // 20) + 7}" cy="{14 * (n % 20) + 7}" r="5" fill="{colour}" />'
            for n, (colour, _) in enumerate(people)
        )
        legend = "".join(
            f'<span style="white-space: nowrap"><span style="color: {colour}">●</span> {count} {escape(meaning)}</span>'
            for count, colour, meaning in groups
        )
        return (
            f'<svg viewBox="0 0 700 280" width="700" role="img" aria-label="A thousand people">{dots}</svg>'
            f'<div style="display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; font-size: 0.9em">{legend}</div>'
        )

    return (crowd,)


@app.function(hide_code=True)
def bars(beliefs):
    """One bar for each number of positive tests."""
    rows = []
    for tests, belief in enumerate(beliefs):
        name = (
            "no test"
            if tests == 0
            else "1 positive test"
            if tests == 1
            else f"{tests} positive tests"
        )
        y = 30 * tests
        rows.append(
            f'<text x="130" y="{y + 19}" text-anchor="end" fill="currentColor">{name}</text>'
            f'<rect x="140" y="{y + 4}" width="420" height="20" rx="4" fill="var(--line, lightgray)" />'
            f'<rect x="140" y="{y + 4}" width="{420 * belief:.1f}" height="20" rx="4" fill="var(--series-2, chocolate)" />'
            f'<text x="570" y="{y + 19}" fill="currentColor">{100 * belief:.1f} %</text>'
        )
    return f'<svg viewBox="0 0 640 {30 * len(beliefs)}" width="640" font-size="14">{"".join(rows)}</svg>'


if __name__ == "__main__":
    app.run()
