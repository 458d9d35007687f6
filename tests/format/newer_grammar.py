import cloche

__generated_with = "0.1.0"
app = cloche.App()


@app.cell
def halves():
    half, third = 1. / 2., 1./3
    table = [1., (2., 3.), {4.: 5.}]  # ends with a dot: 6.
    return half, third


@app.function
def waits():
    received = yield
    yield  # nothing


@app.cell
def _(table, third):
    with (
        open("a as b") as first,
        table(third) as (second, rest),
    ):
        print(first, second, rest)
    with table() as table.inner, table() as [p, q]:
        pass
    return


@app.cell
def _(half):
    match half:
        case complex():
            kind = 1
        case {}:
            kind = 2
        case []:
            kind = 3
    shape: tuple[int, *tuple[int, ...]] = (1, 2)
    import math as m

    (m.pi, kind)
    firsts = [head for head, *_ in [[1, 2]]]
    swap = lambda a, /, b: (b, a)
    return (kind,)


@app.cell
def _(kind):
    kind
    return


if __name__ == "__main__":
    app.run()
