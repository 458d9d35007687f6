# /// script
# dependencies = ["cloche", "segno"]
# ///

"""Import a package from PyPI and draw codes that a phone can read."""

import cloche

__generated_with = "0.1.0"
app = cloche.App(app_title="QR codes")


@app.cell(hide_code=True)
def _():
    import cloche as cl

    cl.md("""
    # QR codes

    Write something, point a phone at it. The next line fetches **segno** from PyPI,
    a package in pure Python: **to import is to install**. Your text stays in this page.
    """)
    return (cl,)


@app.cell
def _():
    import segno

    return (segno,)


@app.cell
def _(cl):
    text = cl.ui.text_area(
        value="https://en.wikipedia.org/wiki/Cloche_(agriculture)",
        label="What it says",
        rows=2,
        debounce=200,
        full_width=True,
    )
    text
    return (text,)


@app.cell
def _(cl):
    error = cl.ui.radio(
        {"L, 7 %": "l", "M, 15 %": "m", "Q, 25 %": "q", "H, 30 %": "h"},
        value="M, 15 %",
        inline=True,
        label="May be damaged",
    )
    scale = cl.ui.slider(2, 14, value=7, label="Size", show_value=True)
    colour = cl.ui.dropdown(
        {
            "leaf": "#0b6b4d",
            "ink": "#15211b",
            "plum": "#8a2f7c",
            "sky": "#1d5fa8",
        },
        value="leaf",
        label="Colour",
    )
    cl.vstack(
        [error, cl.hstack([scale, colour], justify="start", gap=2, wrap=True)]
    )
    return colour, error, scale


@app.cell
def _(cl, error, segno, text):
    cl.stop(not text.value.strip(), cl.md("*Write something above.*"))

    code = segno.make(text.value, error=error.value, boost_error=False)
    return (code,)


@app.cell
def _(cl, code, colour, scale):
    # On white, also at night: phones look for dark on light.
    cl.Html(
        code.svg_inline(
            scale=scale.value, dark=colour.value, light="#ffffff", border=3
        )
    )
    return


@app.cell
def _(cl, code, text):
    _size = code.symbol_size(border=0)[0]
    cl.md(f"""
    Version **{code.version}**: {_size} × {_size} modules for
    {len(text.value.encode())} bytes, error correction **{code.error}**.
    More text makes more and smaller squares; more correction does too,
    and lets you put a sticker on it.
    """)
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md("""
    ## What is in it?

    The three big squares tell where the code is and which way is up. The dotted lines between them count the modules. What
    is left is your text, followed by a Reed–Solomon code: enough redundancy that any part may be lost, up to the share
    you chose above. A mask is laid over it so that no large patch is all dark or all light; of eight masks the calmest wins.

    A QR code can also hold a contact or a password for the Wi-Fi:
    """)
    return


@app.cell
def _(cl):
    network = cl.ui.text(value="Greenhouse", label="Network", debounce=200)
    password = cl.ui.text(value="tomatoes", label="Password", debounce=200)
    cl.hstack([network, password], justify="start", wrap=True, gap=1)
    return network, password


@app.cell
def _(cl, network, password):
    from segno import helpers

    wifi = helpers.make_wifi(network.value, password.value, security="WPA")
    cl.Html(wifi.svg_inline(scale=5, dark="#0b6b4d", light="#ffffff", border=3))
    return


if __name__ == "__main__":
    app.run()
