# /// script
# dependencies = ["cloche", "numpy"]
# ///
import cloche

__generated_with = "0.1.0"
app = cloche.App(width="medium", app_title="Waves")


@app.cell
def _():
    import cloche as cl
    import numpy as np

    return cl, np


@app.cell(hide_code=True)
def plot(cl):
    amplitude = cl.ui.slider(0, 10, value=3, label="amplitude")
    amplitude
    return (amplitude,)


@app.cell
def _(amplitude, np):
    _wave = amplitude.value * np.sin(np.linspace(0, 6, 100))
    # The largest value, and nothing else.
    _wave.max()
    return


@app.cell
def _():
    return


if __name__ == "__main__":
    app.run()
