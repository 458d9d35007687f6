import cloche

__generated_with = "0.1.0"
app = cloche.App(
    width="medium",
    app_title="A title that is long enough to need a line of its own",
)


@app.cell
def _():
    quite_a_long_name_0 = quite_a_long_name_1 = quite_a_long_name_2 = quite_a_long_name_3 = 1
    one_name_that_is_as_long_as_a_line_may_be_or_rather_longer_than_a_line_may_be = 2
    return (
        one_name_that_is_as_long_as_a_line_may_be_or_rather_longer_than_a_line_may_be,
        quite_a_long_name_0,
        quite_a_long_name_1,
        quite_a_long_name_2,
        quite_a_long_name_3,
    )


@app.cell
def read_all(
    quite_a_long_name_0,
    quite_a_long_name_1,
    quite_a_long_name_2,
    quite_a_long_name_3,
):
    print(quite_a_long_name_0, quite_a_long_name_1, quite_a_long_name_2, quite_a_long_name_3)
    return


@app.cell
def _(
    one_name_that_is_as_long_as_a_line_may_be_or_rather_longer_than_a_line_may_be,
):
    print(
        one_name_that_is_as_long_as_a_line_may_be_or_rather_longer_than_a_line_may_be
    )
    return


if __name__ == "__main__":
    app.run()
