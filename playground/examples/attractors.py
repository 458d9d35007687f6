# /// script
# dependencies = ["cloche", "matplotlib", "numpy"]
# ///

"""Clifford, De Jong and Lorenz: simple rules, endless shapes."""

import cloche

__generated_with = "0.1.0"
app = cloche.App(app_title="Strange attractors")


@app.cell(hide_code=True)
def _():
    import cloche as cl

    cl.md("""
    # Strange attractors

    Take a point. Move it by a rule of two lines. Do it again, a million times, and mark every place it visits. Some rules
    fall into a fixed point and some fly away, but a few wander for ever on a shape that has no name and infinite detail.

    *This page fetches NumPy and Matplotlib the first time, which takes a few seconds.*
    """)
    return (cl,)


@app.cell
def _():
    import matplotlib.pyplot as plt
    import numpy as np

    return np, plt


@app.cell
def _(cl, np):
    rules = {
        "Clifford": lambda x, y, a, b, c, d: (
            np.sin(a * y) + c * np.cos(a * x),
            np.sin(b * x) + d * np.cos(b * y),
        ),
        "De Jong": lambda x, y, a, b, c, d: (
            np.sin(a * y) - np.cos(b * x),
            np.sin(c * x) - np.cos(d * y),
        ),
    }
    rule = cl.ui.radio(list(rules), value="Clifford", inline=True, label="Rule")
    rule
    return rule, rules


@app.cell
def _(cl, rule):
    _x, _y = {
        "Clifford": (r"\sin(a y) + c\,\cos(a x)", r"\sin(b x) + d\,\cos(b y)"),
        "De Jong": (r"\sin(a y) - \cos(b x)", r"\sin(c x) - \cos(d y)"),
    }[rule.value]
    cl.md(rf"$$x' = {_x}, \qquad y' = {_y}$$")
    return


@app.cell
def _(cl, rule):
    # Each rule begins with numbers that are known to be beautiful.
    _a, _b, _c, _d = {
        "Clifford": (-1.4, 1.6, 1.0, 0.7),
        "De Jong": (1.4, -2.3, 2.4, -2.1),
    }[rule.value]
    a = cl.ui.slider(-3, 3, step=0.01, value=_a, label="$a$", show_value=True)
    b = cl.ui.slider(-3, 3, step=0.01, value=_b, label="$b$", show_value=True)
    c = cl.ui.slider(-3, 3, step=0.01, value=_c, label="$c$", show_value=True)
    d = cl.ui.slider(-3, 3, step=0.01, value=_d, label="$d$", show_value=True)
    cl.hstack(
        [cl.vstack([a, b]), cl.vstack([c, d])], justify="start", gap=2, wrap=True
    )
    return a, b, c, d


@app.cell
def _(a, b, c, d, np, plt, rule, rules, walk):
    _x, _y = walk(rules[rule.value], a.value, b.value, c.value, d.value)
    _density, _, _ = np.histogram2d(_y, _x, bins=420)

    _figure, _axes = plt.subplots(figsize=(6, 6))
    _axes.imshow(
        np.log1p(_density), cmap="magma", origin="lower", interpolation="bilinear"
    )
    _axes.set_axis_off()
    _figure.tight_layout(pad=0)
    _figure
    return


@app.cell
def _(np):
    def walk(rule, a, b, c, d, walkers=4000, steps=120, settle=20):
        """Where many walkers have been, after they have settled on the attractor.

        NumPy moves all walkers at once, so 120 steps are half a million points.
        """
        random = np.random.default_rng(0)
        x, y = random.uniform(-1, 1, (2, walkers))
        visited = []
        for step in range(steps):
            x, y = rule(x, y, a, b, c, d)
            if step >= settle:
                visited.append((x, y))
        xs, ys = zip(*visited)
        return np.concatenate(xs), np.concatenate(ys)

    return (walk,)


@app.cell(hide_code=True)
def _(cl):
    cl.md(r"""
    Bright is where walkers pass often. Move a slider by a hundredth and the whole shape breathes: **small causes, large
    effects**. That is what *chaos* means, and it was found by accident.

    ## The first one

    In 1963 Edward Lorenz reduced the weather to three numbers. Restarting a run from a printout, he typed $0.506$ in place of
    $0.506127$, and got another weather.

    $$\dot x = \sigma (y - x), \qquad \dot y = x (\rho - z) - y, \qquad \dot z = x y - \beta z$$
    """)
    return


@app.cell
def _(cl):
    rho = cl.ui.slider(
        1,
        60,
        step=0.5,
        value=28,
        label=r"Heat from below, $\rho$",
        show_value=True,
    )
    nudge = cl.ui.slider(
        steps=[1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1],
        value=1e-4,
        label="Difference at the start",
        show_value=True,
    )
    cl.vstack([rho, nudge])
    return nudge, rho


@app.cell
def _(lorenz, np, nudge, plt, rho):
    _start = np.array([0.506127, 1.0, 20.0])
    _one = lorenz(_start, rho.value)
    _two = lorenz(_start + [nudge.value, 0, 0], rho.value)

    _figure, (_wings, _time) = plt.subplots(
        1, 2, figsize=(9, 3.6), width_ratios=(1, 1.5)
    )
    _wings.plot(_one[:, 0], _one[:, 2], linewidth=0.4, color="#0b7a58")
    _wings.set(xlabel="x", ylabel="z", title="One weather, for 40 days")
    _days = np.linspace(0, 40, len(_one))
    _time.plot(_days, _one[:, 0], color="#0b7a58", linewidth=1)
    _time.plot(_days, _two[:, 0], color="#c2571a", linewidth=1)
    _time.set(
        xlabel="time", ylabel="x", title=f"Two, {nudge.value:g} apart at first"
    )
    _figure.tight_layout()
    _figure
    return


@app.cell
def _(np):
    def lorenz(start, rho, sigma=10.0, beta=8 / 3, duration=40.0, steps=4000):
        """The path from `start`, by Runge and Kutta's fourth-order rule."""

        def flow(p):
            x, y, z = p
            return np.array(
                [sigma * (y - x), x * (rho - z) - y, x * y - beta * z]
            )

        h = duration / steps
        path = np.empty((steps, 3))
        p = start
        for n in range(steps):
            path[n] = p
            k1 = flow(p)
            k2 = flow(p + h / 2 * k1)
            k3 = flow(p + h / 2 * k2)
            k4 = flow(p + h * k3)
            p = p + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        return path

    return (lorenz,)


@app.cell(hide_code=True)
def _(cl):
    cl.md(r"""
    The two weathers agree, and agree, and then they never do again. Make the difference a hundred times smaller, and the
    forecast is good for only a little longer: **the error grows exponentially**, so each further day costs another digit.
    Below $\rho \approx 24.7$ the wings collapse, and the weather is boring.
    """)
    return


if __name__ == "__main__":
    app.run()
