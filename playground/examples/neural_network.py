"""Forty lines of plain Python that learn while you watch the loss fall."""

import cloche

__generated_with = "0.1.0"
app = cloche.App(app_title="A neural network, from nothing")


@app.cell(hide_code=True)
def _():
    import cloche as cl

    cl.md("""
    # A neural network, from nothing

    No framework, no NumPy: forty lines of plain Python that learn to tell two kinds of points apart. It trains in this page
    **while you watch**. Change anything and it starts over; Stop stops it.
    """)
    return (cl,)


@app.cell
def _(cl):
    shape = cl.ui.dropdown(
        ["moons", "rings", "spirals"], value="spirals", label="Points"
    )
    hidden = cl.ui.slider(
        1, 16, value=12, label="Hidden neurons", show_value=True, debounce=True
    )
    rate = cl.ui.slider(
        steps=[0.003, 0.01, 0.03, 0.1, 0.3],
        value=0.1,
        label="Learning rate",
        show_value=True,
        debounce=True,
    )
    cl.hstack([shape, cl.vstack([hidden, rate])], justify="start", gap=2)
    return hidden, rate, shape


@app.cell
def _(hidden, points, rate, shape):
    # A change of any setting makes a new network and trains it.
    EPOCHS = 300
    settings = (shape.value, hidden.value, rate.value)
    data = points(shape.value)
    return EPOCHS, data, settings


@app.cell
async def training(EPOCHS, Network, asyncio, cl, data, settings):
    _, _neurons, _rate = settings
    network = Network(_neurons)
    losses = []
    for _epoch in range(EPOCHS):
        _loss = sum(network.learn(*point, _rate) for point in data)
        losses.append(_loss / len(data))
        if _epoch % 5 == 0:
            cl.output.replace(cl.Html(curve(losses, EPOCHS)))
            await asyncio.sleep(0)  # let the page draw, and Stop be heard

    cl.Html(curve(losses, EPOCHS))
    return losses, network


@app.cell
def _(cl, data, losses, network):
    _right = sum((network.guess(x, y) > 0.5) == label for x, y, label in data)
    _verdict = f"""
    **{_right} of {len(data)}** points are on their own side,
    after {len(losses)} rounds.
    """
    cl.vstack([cl.Html(territory(network, data)), cl.md(_verdict)])
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md(r"""
    ## What it does

    A neuron adds up what comes in, each with a weight, and bends the sum with $\tanh$. The last one squeezes its sum into a
    probability with $\sigma(z) = 1 / (1 + e^{-z})$:

    $$h_i = \tanh(a_i x + b_i y + c_i), \qquad p = \sigma\Big(\sum_i w_i h_i + v\Big)$$

    To learn from a point with label $t$ is to ask each weight: *if I moved you a little, would the loss
    $-\ln P(t)$ get smaller?* The derivative answers, and it is pleasantly short. For the last neuron the error signal is
    just $p - t$; every hidden one gets its share through its weight, times the slope of $\tanh$, which is $1 - h_i^2$. Then
    everything moves a little downhill. That is all of it.
    """)
    return


@app.cell
def _():
    import asyncio
    from math import exp, log, tanh
    from random import Random

    return Random, asyncio, exp, log, tanh


@app.cell
def _(Random, exp, log, tanh):
    class Network:
        """Two inputs, one layer of hidden neurons, one probability out."""

        def __init__(self, neurons, seed=4):
            gauss = Random(seed).gauss
            self.hidden = [
                [gauss(0, 1.5), gauss(0, 1.5), gauss(0, 0.5)]
                for _ in range(neurons)
            ]
            self.out = [gauss(0, 0.5) for _ in range(neurons)]
            self.bias = 0.0

        def forward(self, x, y):
            h = [tanh(a * x + b * y + c) for a, b, c in self.hidden]
            z = self.bias + sum(w * v for w, v in zip(self.out, h))
            return h, 1 / (1 + exp(-max(-30.0, min(30.0, z))))

        def guess(self, x, y):
            return self.forward(x, y)[1]

        def learn(self, x, y, label, rate):
            """One step downhill for one point. Returns how wrong the guess was."""
            h, p = self.forward(x, y)
            error = p - label
            for i, neuron in enumerate(self.hidden):
                share = error * self.out[i] * (1 - h[i] * h[i])
                self.out[i] -= rate * error * h[i]
                neuron[0] -= rate * share * x
                neuron[1] -= rate * share * y
                neuron[2] -= rate * share
            self.bias -= rate * error
            return -log(max(p if label else 1 - p, 1e-12))

    return (Network,)


@app.cell(hide_code=True)
def _(cl):
    cl.md("""
    **Try it.** One hidden neuron draws a straight line, two a bend, and the rings stay mixed. Three close a ring. The spirals
    want twelve, and patience. A rate of 0.3 learns fast and then cannot sit still; with 0.003 you could have tea.

    ## The points, and the pictures
    """)
    return


@app.cell
def _(Random):
    from math import cos, pi, sin

    def points(shape, count=160, seed=2):
        """Points of two kinds as (x, y, label), shuffled, within about ±1.2."""
        random = Random(seed)
        found = []
        for n in range(count):
            label, t = n % 2, random.random()
            if shape == "moons":
                x, y = cos(pi * t), sin(pi * t) - 0.25
                x, y = (x - 0.5, y) if label else (0.5 - x, -y)
            elif shape == "rings":
                r = 0.9 if label else 0.35
                x, y = r * cos(2 * pi * t), r * sin(2 * pi * t)
            else:
                r, turn = 0.15 + 1.1 * t, (2.6 * t + label) * pi
                x, y = r * cos(turn), r * sin(turn)
            x, y = (0.8 * v + random.gauss(0, 0.05) for v in (x, y))
            found.append((x, y, label))
        random.shuffle(found)
        return found

    return (points,)


@app.function(hide_code=True)
def curve(losses, epochs):
    """The loss so far, on a paper wide enough for all rounds."""
    line = " ".join(
        f"{40 + 560 * n / epochs:.1f},{150 - 180 * min(loss, 0.75):.1f}"
        for n, loss in enumerate(losses)
    )
    grid = "".join(
        f'<line x1="40" x2="600" y1="{y}" y2="{y}" stroke="var(--line, #ddd)" />'
        f'<text x="34" y="{y + 4}" text-anchor="end">{(150 - y) / 180:.2f}</text>'
        for y in (150, 105, 60, 15)
    )
    return (
        '<svg viewBox="0 0 620 180" width="620" font-size="11" fill="currentColor" role="img" aria-label="Loss curve">'
        f'{grid}<polyline points="{line}" fill="none" stroke="var(--series-2, chocolate)" stroke-width="2" />'
        f'<text x="600" y="172" text-anchor="end">round {len(losses)} of {epochs}, loss {losses[-1]:.3f}</text></svg>'
    )


@app.function(hide_code=True)
def territory(network, data, cells=36):
    """What the network thinks of every place, and the points it learnt from."""
    size, scale = 360 / cells, 150
    floor = []
    for row in range(cells):
        for column in range(cells):
            left, top = column * size, row * size
            p = network.guess(
                (left + size / 2 - 180) / scale, (top + size / 2 - 180) / scale
            )
            colour = (
                "var(--series-2, chocolate)"
                if p > 0.5
                else "var(--series-3, steelblue)"
            )
            floor.append(
                f'<rect x="{left:.0f}" y="{top:.0f}" width="{size:.0f}" height="{size:.0f}" '
                f'fill="{colour}" opacity="{0.08 + 0.9 * abs(p - 0.5):.2f}" />'
            )
    dots = "".join(
        f'<circle cx="{180 + scale * x:.1f}" cy="{180 + scale * y:.1f}" r="4" stroke="var(--surface, white)" '
        f'fill="var({"--series-2, chocolate" if label else "--series-3, steelblue"})" />'
        for x, y, label in data
    )
    return f'<svg viewBox="0 0 360 360" width="360" role="img" aria-label="Decision map">{"".join(floor)}{dots}</svg>'


if __name__ == "__main__":
    app.run()
