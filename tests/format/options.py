import cloche

__generated_with = "0.1.0"
app = cloche.App(
    width="columns",
    app_title=None,
    layout_file="layouts/a \"quoted\" name.json",
    auto_download=["html", "markdown"],
    sql_output="native",
    unknown={"nested": [1, 2.5, True]},
    computed=1 + 1 if True else 0,
)


@app.cell(column=0, disabled=True, hide_code=True)
def everything():
    a = 1
    return (a,)


@app.cell(
    column=1,
    expand_output=True,
    later_option="kept",
)
def _(a):
    b = a
    return


@app.cell(hide_code=False)
def _():
    "explicit default"
    return


if __name__ == "__main__":
    app.run()
