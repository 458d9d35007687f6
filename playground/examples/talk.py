"""A short talk with live slides: four data sets that no summary can tell apart."""

import cloche

__generated_with = "0.1.0"
app = cloche.App(
    app_title="Look at your data",
    layout_file="data:application/json;base64,eyJ0eXBlIjoic2xpZGVzIiwiZGF0YSI6eyJjZWxscyI6W3sic3BlYWtlck5vdGVzIjoiV2VsY29tZSB0aGVtLiBBc2sgd2hvIGhhcyByZXBvcnRlZCBhIG1lYW4gdGhpcyB3ZWVrLiJ9LHsic3BlYWtlck5vdGVzIjoiUmVhZCBhIHJvdyBhbG91ZCwgdGhlbiB0aGUgb3RoZXJzOiB0aGV5IGFyZSB0aGUgc2FtZS4gV2FpdCBmb3IgdGhlIHF1ZXN0aW9uIGF0IHRoZSBlbmQuIn0seyJzcGVha2VyTm90ZXMiOiJTYXkgbm90aGluZyBmb3IgdGVuIHNlY29uZHMuIn0se30seyJzcGVha2VyTm90ZXMiOiJMZXQgc29tZWJvZHkgaW4gdGhlIGF1ZGllbmNlIHNheSB3aGVyZSB0aGUgcG9pbnQgc2hvdWxkIGdvLiJ9LHt9LHt9LHt9XSwiZGVjayI6eyJ0cmFuc2l0aW9uIjoiZmFkZSJ9fX0=",
)


@app.cell(hide_code=True)
def title():
    import cloche as cl

    cl.md("""
    # Look at your data

    Four data sets that no summary can tell apart

    *Five minutes, five slides, one slider*
    """)
    return (cl,)


@app.cell(hide_code=True)
def summaries(QUARTET, cl, correlation, mean, variance):
    _rows = "\n".join(
        f"| {name} | {mean(xs):.2f} | {mean(ys):.2f} | {variance(xs):.2f} | {variance(ys):.2f} | {correlation(xs, ys):.2f} |"
        for name, (xs, ys) in QUARTET.items()
    )
    cl.md(f"""
    ## Here are four data sets

    | | mean of $x$ | mean of $y$ | variance of $x$ | variance of $y$ | correlation |
    |---|---|---|---|---|---|
    {_rows}

    Eleven points each. Even the line of best fit is the same: $y = 3.0 + 0.50\\,x$.

    **So they are the same, are they not?**
    """)
    return


@app.cell(hide_code=True)
def pictures(QUARTET, cl, scatter):
    cl.vstack(
        [
            cl.md("## Now look"),
            cl.hstack(
                [cl.Html(scatter(name, xs, ys)) for name, (xs, ys) in QUARTET.items()],
                wrap=True,
                justify="start",
                gap=1,
            ),
            cl.md(
                "A trend, a curve, a line with one slip of the pen, and a single point that holds the whole correlation."
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _(cl):
    height = cl.ui.slider(2, 14, step=0.1, value=12.7, label="Move the outlier", show_value=True)
    return (height,)


@app.cell(hide_code=True)
def outlier(QUARTET, cl, correlation, height, scatter):
    _xs, _ys = QUARTET["III"]
    moved = [height.value if y == 12.74 else y for y in _ys]
    cl.vstack(
        [
            cl.md("## One point of eleven"),
            height,
            cl.Html(scatter("III", _xs, moved, wide=True)),
            cl.md(f"""
        The correlation is **{correlation(_xs, moved):.2f}**. Somewhere near 8.5 the point joins its friends, and they agree
        perfectly. One typing mistake is all that it takes.
        """),
        ]
    )
    return


@app.cell(hide_code=True)
def lessons(cl):
    cl.md("""
    ## What to take home

    - A mean is an answer. **Ask first whether it was the question.**
    - Plot before you compute, and again after.
    - Be suspicious of a result that hangs on one point, and say so when yours does.

    *The data are Frank Anscombe's, from* Graphs in Statistical Analysis, *1973.*
    """)
    return


@app.cell
def _():
    from statistics import correlation, linear_regression, mean, variance

    _x = (10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5)
    QUARTET = {
        "I": (_x, (8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68)),
        "II": (_x, (9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74)),
        "III": (_x, (7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73)),
        "IV": (
            (8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8),
            (6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89),
        ),
    }
    return QUARTET, correlation, linear_regression, mean, variance


@app.cell(hide_code=True)
def _(linear_regression):
    def scatter(name, xs, ys, wide=False):
        """Points and their line of best fit, all on the same paper."""
        slope, start = linear_regression(xs, ys)

        def place(x, y):
            return 24 + 12 * (x - 3), 176 - 11 * y

        (x1, y1), (x2, y2) = place(3, start + 3 * slope), place(20, start + 20 * slope)
        dots = "".join(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3 if wide else 5}" fill="var(--series-2, chocolate)" stroke="var(--surface, white)" />'
            for x, y in map(place, xs, ys)
        )
        numbers = "".join(
            f'<text x="{place(x, 0)[0]}" y="{188 if wide else 194}" text-anchor="middle">{x}</text>'
            for x in (5, 10, 15, 20)
        )
        numbers += "".join(
            f'<text x="18" y="{place(3, y)[1] + 4}" text-anchor="end">{y}</text>' for y in (0, 5, 10, 15)
        )
        size = "min(30rem, 90vw)" if wide else "min(10.5rem, 42vw)"
        return (
            f'<svg viewBox="0 0 240 200" style="width: {size}" font-size="{8 if wide else 14}" fill="currentColor" role="img" aria-label="Data set {name}">'
            '<path d="M24 4 V176 H236" fill="none" stroke="var(--line-strong, silver)" />'
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="var(--series-3, steelblue)" stroke-width="2" />'
            f'{dots}{numbers}<text x="232" y="18" text-anchor="end" font-size="{12 if wide else 18}" font-weight="600">{name}</text></svg>'
        )

    return (scatter,)


if __name__ == "__main__":
    app.run()
