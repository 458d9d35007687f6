"""A year of a small bakery: filters, figures against the year's average, and three charts that follow."""

import cloche

__generated_with = "0.1.0"
app = cloche.App(width="medium", app_title="A year at the bakery")


@app.cell(hide_code=True)
def _():
    import cloche as cl

    cl.md("""
    # A year at the bakery

    What was sold, when, and how much of it. The sales are invented by a seeded random generator at the end of the page, with
    the habits of a real shop: weekends, holidays, Christmas. Put your own numbers there.
    """)
    return (cl,)


@app.cell(hide_code=True)
def filters(PRICES, cl):
    months = cl.ui.range_slider(1, 12, value=(1, 12), label="Months", show_value=True)
    goods = cl.ui.multiselect(list(PRICES), value=list(PRICES), label="Goods")
    measure = cl.ui.radio(
        {"Revenue": "revenue", "Pieces": "pieces"}, value="Revenue", label="Measure", inline=True
    )
    cl.hstack([months, goods, measure], justify="start", align="end", gap=2, wrap=True)
    return goods, measure, months


@app.cell
def _(PRICES, cl, goods, measure, months, sales):
    cl.stop(not goods.value, cl.md("*Choose at least one of the goods.*"))

    # One number for each sale that is wanted: what it was worth, or how many pieces.
    wanted = [
        (sale, sale.pieces * PRICES[sale.good] if measure.value == "revenue" else sale.pieces)
        for sale in sales
        if months.value[0] <= sale.day.month <= months.value[1] and sale.good in goods.value
    ]
    return (wanted,)


@app.cell(hide_code=True)
def figures(cl, measure, wanted):
    _by_day = sums(wanted, lambda sale: sale.day)
    _by_weekday = sums(wanted, lambda sale: sale.day.weekday())
    _best_day = max(_by_day, key=_by_day.get)
    _best_hour = max(sums(wanted, lambda sale: sale.hour).items(), key=lambda item: item[1])
    _unit = "\N{NO-BREAK SPACE}€" if measure.value == "revenue" else ""
    _total, _days = sum(_by_day.values()), len(_by_day)
    _saturday = _by_weekday.get(5, 0) / _total
    cl.hstack(
        [
            cl.stat(f"{_total:,.0f}{_unit}", "In all", f"{_days} days open", bordered=True),
            cl.stat(f"{_total / _days:,.0f}{_unit}", "A day", "on average", bordered=True),
            cl.stat(f"{_by_day[_best_day]:,.0f}{_unit}", "Best day", f"{_best_day:%a %d %B}", bordered=True),
            cl.stat(
                f"{100 * _saturday:.0f} %", "On Saturdays", f"busiest hour: {_best_hour[0]}:00", bordered=True
            ),
        ],
        widths="equal",
        wrap=True,
    )
    return


@app.cell(hide_code=True)
def weeks(cl, timedelta, wanted):
    _weeks = {}  # what was sold on each open day, by the Monday of its week
    for _day, _amount in sums(wanted, lambda sale: sale.day).items():
        _weeks.setdefault(_day - timedelta(_day.weekday()), {})[_day] = _amount
    _means = {min(_days): sum(_days.values()) / len(_days) for _days in _weeks.values()}
    cl.vstack([cl.md("### A day’s sales, week by week"), cl.Html(line(_means))])
    return


@app.cell(hide_code=True)
def shares_and_hours(cl, wanted):
    _by_good = sorted(sums(wanted, lambda sale: sale.good).items(), key=lambda item: -item[1])
    _by_hour = sums(wanted, lambda sale: (sale.day.weekday(), sale.hour))
    cl.hstack(
        [
            cl.vstack([cl.md("### What sells"), cl.Html(bars(_by_good))]),
            cl.vstack([cl.md("### When people come"), cl.Html(heat(_by_hour))]),
        ],
        widths="equal",
        wrap=True,
        gap=2,
    )
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md("""
    ## Where the numbers come from

    `sales` has one entry for each good, day and hour. Everything above is a sum over some of them, by one function.
    **Edit**, in the bar, shows the cells. Those that only draw are folded: **Show code**, above a cell, opens it.
    """)
    return


@app.function
def sums(wanted, key):
    """The sum of all amounts by the key of their sale, in the order of the keys."""
    totals = {}
    for sale, amount in wanted:
        totals[key(sale)] = totals.get(key(sale), 0) + amount
    return dict(sorted(totals.items()))


@app.cell
def _():
    from datetime import date, timedelta
    from random import Random
    from typing import NamedTuple

    PRICES = {"Rolls": 0.55, "Bread": 4.2, "Croissants": 1.9, "Cake": 3.6, "Coffee": 2.8}
    CROWD = {7: 1.0, 8: 1.5, 9: 1.2, 10: 0.8, 11: 0.7, 12: 0.9, 13: 0.6, 14: 0.6, 15: 1.0, 16: 1.1, 17: 0.8}
    WEEK = (0.8, 0.85, 0.9, 0.95, 1.15, 1.7, 0)  # closed on Sundays

    class Sale(NamedTuple):
        day: date
        hour: int
        good: str
        pieces: int

    def year_of_sales(year=2025, seed=11):
        """Sales of a year that never was. The same seed gives the same year."""
        random = Random(seed)
        usual = {"Rolls": 30, "Bread": 7, "Croissants": 9, "Cake": 5, "Coffee": 12}
        found = []
        for n in range(365):
            day = date(year, 1, 1) + timedelta(n)
            season = (
                0.75 if day.month == 8 else 1.35 if (day.month, day.day // 8) in ((12, 1), (12, 2)) else 1
            )
            crowd = WEEK[day.weekday()] * season * random.gauss(1, 0.1)
            for hour, share in CROWD.items() if crowd else ():
                for good, many in usual.items():
                    if good in ("Cake", "Coffee"):  # the afternoon's
                        share_now = 1.6 * share if hour >= 14 else 0.7 * share
                    else:
                        share_now = share if hour < 14 else 0.5 * share
                    pieces = round(many * crowd * share_now * random.uniform(0.7, 1.3))
                    if pieces > 0:
                        found.append(Sale(day, hour, good, pieces))
        return found

    sales = year_of_sales()
    return PRICES, sales, timedelta


@app.function(hide_code=True)
def line(totals):
    """Amounts by the first day of their week, as an area as wide as the page."""
    top, weeks = 1.05 * max(totals.values()), list(totals)
    first, many = weeks[0], max(1, (weeks[-1] - weeks[0]).days / 7)
    places = [
        (1000 * (week - first).days / 7 / many, 100 - 100 * amount / top) for week, amount in totals.items()
    ]
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    grid = "".join(
        f'<path d="M0 {y} H1000" stroke="var(--line, #ddd)" vector-effect="non-scaling-stroke" />'
        for y in (0.5, 50, 99.5)
    )
    hints = "".join(
        f'<rect x="{x - 500 / many:.1f}" width="{1000 / many:.1f}" height="100" fill="transparent"><title>Week of {week.day} {week:%B}: {totals[week]:,.0f} a day</title></rect>'
        for week, (x, _) in zip(weeks, places)
    )
    ends = "".join(f"<span>week of {week.day} {week:%B}</span>" for week in (weeks[0], weeks[-1])[: len(weeks)])
    numbers = "".join(f"<span>{top * share:,.0f}</span>" for share in (1, 0.5, 0))
    column = "display: flex; flex-direction: column; justify-content: space-between; text-align: end; margin-block: -0.6em"
    return (
        f'<div style="display: grid; grid-template-columns: auto 1fr; gap: 0.5rem; font-size: 0.85em"><div style="{column}">{numbers}</div>'
        '<svg viewBox="0 0 1000 100" preserveAspectRatio="none" style="width: 100%; height: 9rem" role="img" aria-label="Week by week">'
        f'{grid}<polygon points="0,100 {way} {places[-1][0]:.1f},100" fill="var(--series-1, seagreen)" opacity="0.15" />'
        f'<polyline points="{way}" fill="none" stroke="var(--series-1, seagreen)" stroke-width="2" vector-effect="non-scaling-stroke" />{hints}</svg>'
        f'<span></span><div style="display: flex; justify-content: space-between">{ends}</div></div>'
    )


@app.function(hide_code=True)
def bars(items):
    """One bar for each good, the largest first."""
    most, total = items[0][1], sum(amount for _, amount in items)
    rows = "".join(
        f'<span style="text-align: end">{good}</span>'
        f'<span style="width: {100 * amount / most:.1f}%; height: 1.2em; border-radius: 4px; background: var(--series-{n % 6 + 1}, seagreen)"></span>'
        f"<span>{100 * amount / total:.0f} %</span>"
        for n, (good, amount) in enumerate(items)
    )
    return (
        '<div style="display: grid; grid-template-columns: auto 1fr auto; gap: 0.35rem 0.7rem; align-items: center; '
        f'font-variant-numeric: tabular-nums">{rows}</div>'
    )


@app.function(hide_code=True)
def heat(totals):
    """Hours by weekdays; the fuller, the more was sold."""
    hours, most = sorted({hour for _, hour in totals}), max(totals.values())
    cells = "".join(
        f'<rect x="{34 + 42 * hours.index(hour)}" y="{22 * weekday}" width="40" height="20" rx="3" '
        f'fill="var(--series-3, steelblue)" opacity="{0.06 + 0.94 * amount / most:.2f}"><title>{amount:,.0f}</title></rect>'
        for (weekday, hour), amount in totals.items()
    )
    days = "".join(
        f'<text x="28" y="{22 * n + 14}" text-anchor="end">{day}</text>'
        for n, day in enumerate("Mon Tue Wed Thu Fri Sat".split())
    )
    clock = "".join(
        f'<text x="{54 + 42 * n}" y="148" text-anchor="middle">{hour}</text>' for n, hour in enumerate(hours)
    )
    return (
        '<svg viewBox="0 0 500 154" width="100%" font-size="13" fill="currentColor" role="img" '
        f'aria-label="Weekdays and hours">{cells}{days}{clock}</svg>'
    )


if __name__ == "__main__":
    app.run()
