# /// script
# dependencies = ["cloche"]
<<<<<<< HEAD
# requires-python = ">=3.11"
=======
# requires-python = ">=3.12"
>>>>>>> theirs
# ///
import marimo as lab

<<<<<<< HEAD
__generated_with = "0.10.1"
=======
__generated_with = "0.11.0"
>>>>>>> theirs
app = lab.App(
    width="full",
)

with app.setup:
    pass

with app.setup(hide_code=True):
    import math


@app.cell
def _():
    a = 1
    return (a,)


<<<<<<< HEAD
@app.cell
def ours(a):
    a + 1
    return
=======
@app.cell
def theirs(a):
    a + 2
    return
>>>>>>> theirs


if __name__ == "__main__":
    app.run()
