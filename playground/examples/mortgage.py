"""What a home loan costs, what a little more each month saves, and what a higher rate does."""

import cloche

__generated_with = "0.1.0"
app = cloche.App(app_title="What a mortgage costs")


@app.cell(hide_code=True)
def _():
    import cloche as cl

    cl.md("""
    # What a mortgage costs

    Move the sliders until it is your loan. Everything is computed in this page; nobody is told what you earn or owe.
    """)
    return (cl,)


@app.cell(hide_code=True)
def loan(cl):
    price = cl.ui.slider(
        50_000, 1_000_000, step=5_000, value=320_000, label="Price of the home", include_input=True
    )
    deposit = cl.ui.slider(0, 80, value=20, label="You pay at once, %", include_input=True)
    rate = cl.ui.slider(0, 12, step=0.05, value=4.2, label="Interest, % a year", include_input=True)
    years = cl.ui.slider(5, 40, value=25, label="Years", include_input=True)
    extra = cl.ui.slider(0, 1_500, step=25, value=150, label="Extra each month", include_input=True)
    cl.vstack([price, deposit, rate, years, extra])
    return deposit, extra, price, rate, years


@app.cell
def _(deposit, extra, price, rate, repay, years):
    borrowed = price.value * (1 - deposit.value / 100)
    plain = repay(borrowed, rate.value, years.value)
    quicker = repay(borrowed, rate.value, years.value, extra.value)
    return borrowed, plain, quicker


@app.cell(hide_code=True)
def result(borrowed, cl, extra, plain, quicker):
    _saved = plain.interest - quicker.interest
    _earlier = len(plain.balances) - len(quicker.balances)
    cl.vstack(
        [
            cl.hstack(
                [
                    cl.stat(
                        money(plain.payment + extra.value),
                        "Each month",
                        f"{money(plain.payment)} due, {money(extra.value)} extra",
                        bordered=True,
                    ),
                    cl.stat(
                        money(quicker.interest),
                        "Interest in all",
                        f"on {money(borrowed)} borrowed",
                        bordered=True,
                    ),
                    cl.stat(span(len(quicker.balances) - 1), "Until it is yours", bordered=True),
                ],
                widths="equal",
                wrap=True,
            ),
            cl.md(f"""
        {money(extra.value)} more each month saves **{money(_saved)}** of interest and ends the loan
        **{span(_earlier)}** earlier.
        """)
            if _earlier
            else cl.md("*Pay a little more each month, and see here what it saves.*"),
        ]
    )
    return


@app.cell(hide_code=True)
def _(cl, plain, quicker):
    cl.Html(decline(plain.balances, quicker.balances))
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md(r"""
    ## And if rates rise?

    A rate that is fixed for ten years says nothing about the eleventh. This is the same loan at other rates, without
    anything extra.
    """)
    return


@app.cell(hide_code=True)
def stress(borrowed, cl, rate, repay, years):
    _rates = sorted({max(0, rate.value + step) for step in (-1, 0, 1, 2, 3)})
    _loans = [(each, repay(borrowed, each, years.value)) for each in _rates]
    cl.Html(bars([(f"{each:.2f} %", other.payment, each == rate.value) for each, other in _loans]))
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md(r"""
    ## How it is computed

    A loan of $L$ at the monthly rate $i$ is gone after $n$ equal payments of

    $$p = \frac{L\,i}{1 - (1 + i)^{-n}}.$$

    In the first month nearly all of it is interest, in the last nearly none: that is why a little extra at the beginning goes
    so far. Fees, taxes and insurance are not in here, and months count as equal. The function is plain Python; press **Edit**, in the bar, and change it.
    """)
    return


@app.cell
def _():
    from typing import NamedTuple

    class Loan(NamedTuple):
        """How a loan went: what is due each month, the interest paid in all, and what was owed after each month."""

        payment: float
        interest: float
        balances: list

    return (Loan,)


@app.cell
def _(Loan):
    def repay(borrowed, rate, years, extra=0):
        """Pay a loan back, month by month. `rate` is in percent a year, `extra` is paid on top each month."""
        monthly, months = rate / 1200, 12 * years
        if monthly:
            payment = borrowed * monthly / (1 - (1 + monthly) ** -months)
        else:
            payment = borrowed / months
        balances, interest = [borrowed], 0.0
        while balances[-1] > 0.005 and len(balances) <= months:
            due = balances[-1] * monthly
            interest += due
            balances.append(max(0.0, balances[-1] + due - payment - extra))
        return Loan(payment, interest, balances)

    return (repay,)


@app.cell(hide_code=True)
def _(cl, plain, quicker):
    schedule = [
        {
            "year": _month // 12,
            "still owed": money(quicker.balances[_month]),
            "without extra": money(plain.balances[_month]),
        }
        for _month in range(0, len(plain.balances), 12)
        if _month < len(quicker.balances)
    ]
    cl.accordion({"Year by year": schedule})
    return


@app.function(hide_code=True)
def money(amount):
    """An amount without cents."""
    return f"{amount:,.0f}"


@app.function(hide_code=True)
def span(months):
    """A number of months in words."""
    years, rest = divmod(months, 12)
    words = [f"{many} {word}{'s' * (many != 1)}" for many, word in ((years, "year"), (rest, "month")) if many]
    return " ".join(words) or "at once"


@app.function(hide_code=True)
def decline(plain, quicker):
    """What is still owed, over the years, in both ways."""
    top, last = max(plain[0], 1), len(plain) - 1

    def way(balances):
        return " ".join(
            f"{1000 * n / last:.1f},{100 - 100 * left / top:.1f}" for n, left in enumerate(balances)
        )

    thin = 'vector-effect="non-scaling-stroke"'
    grid = "".join(f'<path d="M0 {y} H1000" stroke="var(--line, #ddd)" {thin} />' for y in (0.5, 50, 99.5))
    numbers = "".join(f"<span>{money(top * share)}</span>" for share in (1, 0.5, 0))
    ticks = "".join(
        f'<span style="position: absolute; left: {1200 * year / last:.2f}%; translate: -{1200 * year / last:.0f}%">{year}</span>'
        for year in range(0, last // 12 + 1, 5)
    )
    column = "display: flex; flex-direction: column; justify-content: space-between; text-align: end; margin-block: -0.6em"
    legend = (
        '<span style="color: var(--series-1, seagreen)">━━</span> with extra &emsp;'
        '<span style="color: var(--series-2, chocolate)">╍╍</span> without, after so many years'
    )
    return (
        f'<div style="display: grid; grid-template-columns: auto 1fr; gap: 0.5rem; font-size: 0.85em; max-width: 42rem"><div style="{column}">{numbers}</div>'
        '<svg viewBox="0 0 1000 100" preserveAspectRatio="none" style="width: 100%; height: 12rem" role="img" aria-label="Still owed, by year">'
        f'{grid}<polygon points="0,100 {way(quicker)} {1000 * (len(quicker) - 1) / last:.1f},100" fill="var(--series-1, seagreen)" opacity="0.14" />'
        f'<polyline points="{way(plain)}" fill="none" stroke="var(--series-2, chocolate)" stroke-width="2" stroke-dasharray="6 5" {thin} />'
        f'<polyline points="{way(quicker)}" fill="none" stroke="var(--series-1, seagreen)" stroke-width="2.5" {thin} /></svg>'
        f'<span></span><div style="position: relative; height: 1.4em">{ticks}</div><span></span><div>Still owed: {legend}</div></div>'
    )


@app.function(hide_code=True)
def bars(rows):
    """One bar for each rate; the chosen one stands out."""
    most = max(payment for _, payment, _ in rows) or 1
    lines = [
        '<div style="display: contents">'
        f'<span style="text-align: end">{name}</span>'
        f'<span style="height: 1.3em; border-radius: 4px; width: {100 * payment / most:.1f}%; '
        f'background: var({"--series-1, seagreen" if chosen else "--line-strong, silver"})"></span>'
        f'<span style="font-weight: {600 if chosen else 400}">{money(payment)}</span></div>'
        for name, payment, chosen in rows
    ]
    return (
        '<div style="display: grid; grid-template-columns: auto 1fr auto; gap: 0.4rem 0.7rem; align-items: center; '
        f'max-width: 40rem; font-variant-numeric: tabular-nums">{"".join(lines)}</div>'
    )


if __name__ == "__main__":
    app.run()
