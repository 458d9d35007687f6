import cloche

__generated_with = "0.1.0"
app = cloche.App()

with app.setup(hide_code=True):
    # What every cell may use.
    import math
    from dataclasses import dataclass

    TAU = 2 * math.pi
    # trailing remark


@app.cell
def _():
    area = TAU * 2
    return (area,)


@app.function
def turn(angle: float = TAU) -> float:
    return angle % TAU


@app.class_definition
@dataclass
class Point:
    x: float

    def norm(self):
        return turn(self.x)
    # trailing remark in the class


@app.cell
def _(area):
    Point(area)
    return


if __name__ == "__main__":
    app.run()
