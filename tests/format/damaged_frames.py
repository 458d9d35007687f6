import cloche

__generated_with = "0.1.0"
app = cloche.App()


with app.setup(hide_code=True):
    import math
    import (

@app.cell
def one():
    x = 1
    return (x,)


@app.function(hide_code=True)
# Why.
def area(r):
    return math.pi * (r


@app.class_definition
class Leaf(:
    green = True


@app.cell
def names_run_together(x y,
    z,
):
    print(x, z)
    return


@app.cell
def with_a_note(x):  # keep this
    print(x
    return


@app.cell(hide_code=True)
def only_the_body(x):
    print((x)
    y = x
    return (y,)


@app.cell
def odd_return(x):
    w = (x
    return (w z,)


@app.cell(hide_code=True
def no_decorator(x):
    print(x)
    return


@app.cell
def größe(länge):
    print(länge
    return (länge,)


@app.cell
def _(y):
    y
    return


if __name__ == "__main__":
    app.run()
