import cloche

__generated_with = "0.1.0"
app = cloche.App()


@app.function
def even(n):
    return n == 0 or odd(n - 1)


@app.function(hide_code=True)
# A remark above the definition.
def odd(n):
    return n != 0 and even(n - 1)


@app.cell
def _(SCALE):
    def scaled(n):
        return n * SCALE

    return


@app.cell
def _():
    SCALE = 3
    return (SCALE,)


@app.class_definition
class Later:
    base = even(2)


@app.cell
def _(base):
    class Derived(base):
        pass

    return


@app.cell
def _():
    def _private():
        return 1

    _private()
    return


if __name__ == "__main__":
    app.run()
