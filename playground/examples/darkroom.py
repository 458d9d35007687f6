"""Crop, brighten, tint, dither and download a picture: an image tool in plain Python that works offline."""

import cloche

__generated_with = "0.1.0"
app = cloche.App(app_title="A small darkroom")


@app.cell(hide_code=True)
def _():
    import cloche as cl

    cl.md("""
    # A small darkroom

    Drop a PNG here, of up to 4 million pixels, or play with the hills, which are computed. No picture leaves this page.
    """)
    return (cl,)


@app.cell(hide_code=True)
def negative(cl):
    upload = cl.ui.file(filetypes=[".png"], kind="area", label="A picture of yours, as PNG")
    upload
    return (upload,)


@app.cell(hide_code=True)
def controls(cl):
    light = cl.ui.slider(-100, 100, value=0, label="Light", show_value=True)
    contrast = cl.ui.slider(-100, 100, value=15, label="Contrast", show_value=True)
    warmth = cl.ui.slider(-100, 100, value=20, label="Warmth", show_value=True)
    trim = cl.ui.slider(0, 40, value=0, label="Trim the edges, %", show_value=True)
    turn = cl.ui.dropdown(
        {"As it is": 0, "Quarter turn": 1, "Half turn": 2, "Three quarters": 3},
        value="As it is",
        label="Turn",
    )
    paper = cl.ui.radio(["Colour", "Grey", "Sepia", "Ink dots"], value="Colour", label="Paper", inline=True)
    cl.vstack(
        [
            cl.vstack([light, contrast, warmth, trim]),
            cl.hstack([turn, paper], justify="start", gap=2, wrap=True, align="end"),
        ],
        gap=1,
    )
    return contrast, light, paper, trim, turn, warmth


@app.cell
def _(cl, hills, read_png, upload):
    try:
        original = read_png(upload.contents()) if upload.value else hills()
    except ValueError as _fault:
        cl.stop(True, cl.md(f"**This picture cannot be read.** {_fault}").callout("warn"))
    return (original,)


@app.cell
def _(original, shrunk):
    SHOWN = 480  # pixels: what follows the sliders is a small print; the download is made of all of them
    proof = shrunk(original, 2 * SHOWN)
    return SHOWN, proof


@app.cell
def _(contrast, dots, grey, light, paper, sepia, shrunk, toned, trim, trimmed, turn, turned, warmth):
    def develop(picture, most):
        """The print of a picture as the controls say, at most so many pixels wide and high."""
        picture = shrunk(trimmed(turned(picture, turn.value), trim.value / 100), most)
        picture = toned(picture, light.value, contrast.value, warmth.value)
        return {"Colour": lambda p: p, "Grey": grey, "Sepia": sepia, "Ink dots": dots}[paper.value](picture)

    return (develop,)


@app.cell
def _(SHOWN, develop, proof):
    picture = develop(proof, SHOWN)
    return (picture,)


@app.cell(hide_code=True)
def result(SHOWN, as_png, cl, develop, histogram, original, picture, proof, shrunk, trim, trimmed, turn, turned):
    _whole = trimmed(turned(original, turn.value), trim.value / 100)
    _is_small = (_whole.width, _whole.height) == (picture.width, picture.height)
    _size = f"{_whole.width:,} × {_whole.height:,}"
    cl.vstack(
        [
            cl.image_compare(as_png(shrunk(proof, SHOWN)), as_png(picture), width=picture.width)
            if (turn.value, trim.value) == (0, 0)
            else cl.image(as_png(picture), alt="The print"),
            cl.Html(histogram(picture)),
            cl.md(
                f"Shown at {picture.width} × {picture.height} pixels, so that it follows the sliders. "
                f"The download is made of all {_size} when you ask for it."
            )
            if not _is_small
            else None,
            cl.download(
                as_png(picture) if _is_small else lambda: as_png(develop(original, max(_whole[:2]))),
                filename="print.png",
                mimetype="image/png",
                label=f"Download {_size}",
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md("""
    ## How it works

    A picture is a row of bytes: red, green, blue, and again. What light, contrast and warmth do to a byte depends on nothing
    but the byte, so it is written down once for all 256 of them, and `bytes.translate` looks them all up at the speed of C.
    Slices turn, trim and shrink. Only the ink dots need a loop: each pixel becomes black or white, and hands its error on to its
    neighbours, which is how newspapers printed grey (Floyd and Steinberg, 1976).
    """)
    return


@app.cell
def _():
    from operator import add
    from typing import NamedTuple

    class Picture(NamedTuple):
        """Pixels in rows from the top, three bytes each."""

        width: int
        height: int
        pixels: bytes

        def rows(self):
            step = 3 * self.width
            return [self.pixels[at : at + step] for at in range(0, len(self.pixels), step)]

    return Picture, add


@app.cell
def _(Picture, add):
    def toned(picture, light, contrast, warmth):
        """Lighter, harder, warmer: each from -100 to 100."""
        slope = (1 + contrast / 100) if contrast < 0 else 1 + contrast / 40

        def table(shift):
            return bytes(
                max(0, min(255, round(128 + slope * (n - 128) + 1.1 * light + shift))) for n in range(256)
            )

        pixels = bytearray(picture.pixels)
        for channel, shift in enumerate((0.35 * warmth, 0, -0.35 * warmth)):
            pixels[channel::3] = pixels[channel::3].translate(table(shift))
        return picture._replace(pixels=bytes(pixels))

    SHARES = [[share * n for n in range(256)] for share in (299, 587, 114)]

    def luma(picture):
        """One byte of lightness for each pixel."""
        red, green, blue = (
            map(share.__getitem__, picture.pixels[channel::3]) for channel, share in enumerate(SHARES)
        )
        return bytes(map((1000).__rfloordiv__, map(add, map(add, red, green), blue)))

    def in_channels(picture, *channels):
        pixels = bytearray(len(picture.pixels))
        for channel, values in enumerate(channels):
            pixels[channel::3] = values
        return picture._replace(pixels=bytes(pixels))

    def grey(picture):
        return in_channels(picture, *[luma(picture)] * 3)

    def sepia(picture):
        tones = luma(picture)
        tables = (bytes(round(255 * (n / 255) ** gamma) for n in range(256)) for gamma in (0.8, 1.0, 1.4))
        return in_channels(picture, *(tones.translate(table) for table in tables))

    def dots(picture):
        """Black and white only; each pixel hands its error on to its neighbours."""
        width, tones = picture.width, luma(picture)
        ink, below = bytearray(len(tones)), [0.0] * (width + 2)
        for row in range(0, len(tones), width):
            errors, below, right = below, [0.0] * (width + 2), 0.0
            for x in range(width):
                wanted = tones[row + x] + errors[x + 1] + right
                ink[row + x] = 255 if wanted > 127 else 0
                error = (wanted - ink[row + x]) / 16
                right = 7 * error
                below[x] += 3 * error
                below[x + 1] += 5 * error
                below[x + 2] += error
        return in_channels(picture, ink, ink, ink)

    def turned(picture, quarters):
        for _ in range(quarters):
            width, height, pixels = picture
            planes = (pixels[channel::3] for channel in range(3))
            columns = [b"".join(plane[x::width][::-1] for x in range(width)) for plane in planes]
            picture = in_channels(Picture(height, width, pixels), *columns)
        return picture

    def trimmed(picture, share):
        left, top = round(picture.width * share), round(picture.height * share)
        kept = picture.rows()[top : picture.height - top]
        width = picture.width - 2 * left
        return Picture(width, len(kept), b"".join(row[3 * left : 3 * (left + width)] for row in kept))

    def shrunk(picture, most):
        """At most so many pixels wide and high: of those that are there, some at even distances."""
        longest = max(picture.width, picture.height)
        if longest <= most:
            return picture
        width, height = (max(1, side * most // longest) for side in picture[:2])
        columns = [x * picture.width // width for x in range(width)]
        rows = picture.rows()
        chosen = [rows[y * picture.height // height] for y in range(height)]
        planes = [
            b"".join(bytes(map(row[channel::3].__getitem__, columns)) for row in chosen)
            for channel in range(3)
        ]
        return in_channels(Picture(width, height, bytes(3 * width * height)), *planes)

    return dots, grey, in_channels, luma, sepia, shrunk, toned, trimmed, turned


@app.cell(hide_code=True)
def _(Picture, add, cl, in_channels):
    import struct
    import zlib
    from itertools import accumulate

    def as_png(picture):
        """A picture as a PNG file."""

        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        head = struct.pack(">IIBBBBB", picture.width, picture.height, 8, 2, 0, 0, 0)
        body = zlib.compress(b"".join(b"\0" + row for row in picture.rows()), 6)
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")

    def read_png(data):
        """The picture of a PNG file with 8 bits a channel; what is transparent becomes white."""
        if data[:8] != b"\x89PNG\r\n\x1a\n":
            raise ValueError("It is not a PNG. Save it as one, please: most viewers can.")
        chunks, at = [], 8
        while at + 8 <= len(data):
            size, kind = struct.unpack(">I4s", data[at : at + 8])
            chunks.append((kind, data[at + 8 : at + 8 + size]))
            at += 12 + size
        width, height, bits, colour, _, _, interlaced = struct.unpack(">IIBBBBB", dict(chunks)[b"IHDR"])
        channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
        if bits != 8 or interlaced or width * height > 4_000_000:
            raise ValueError("Only plain PNGs of 8 bits a channel and up to 4 million pixels, please.")
        raw = zlib.decompress(b"".join(piece for kind, piece in chunks if kind == b"IDAT"))
        rows, above, step, band = [], bytes(channels * width), channels * width + 1, 64
        bands = range(0, height, band)
        for top in cl.status.progress_bar(
            bands, title="Reading the picture", remove_on_exit=True, disabled=width * height < 500_000
        ):
            for at in range(top * step, min(top + band, height) * step, step):
                above = unfiltered(raw[at], raw[at + 1 : at + step], above, channels)
                rows.append(above)
        flat = b"".join(rows)
        if colour == 3:
            palette = dict(chunks)[b"PLTE"].ljust(768, b"\0")
            return in_channels(
                Picture(width, height, bytes(3 * len(flat))),
                *(flat.translate(palette[n::3]) for n in range(3)),
            )
        parts = [flat[n::channels] for n in range(channels)]
        if channels in (2, 4):
            solid = parts.pop()
        if channels in (2, 4) and solid.strip(b"\xff"):
            parts = [bytes((v * a + 255 * (255 - a)) // 255 for v, a in zip(part, solid)) for part in parts]
        return in_channels(
            Picture(width, height, bytes(3 * width * height)), *(parts * 3 if len(parts) == 1 else parts)
        )

    def unfiltered(kind, row, above, channels):
        """PNG keeps what a byte differs by from its neighbours: add them again."""
        if kind == 0:
            return row
        if kind == 2:
            return bytes(map((255).__and__, map(add, row, above)))
        whole = bytearray(len(row))
        for n in range(channels):
            whole[n::channels] = LEFTWARD[kind](row[n::channels], above[n::channels])
        return bytes(whole)

    def by_left(row, above):
        return bytes(map((255).__and__, accumulate(row)))

    def by_mean(row, above):
        left, found = 0, bytearray()
        for value, up in zip(row, above):
            left = (value + ((left + up) >> 1)) & 255
            found.append(left)
        return found

    def by_nearest(row, above):
        """Paeth's way: of left, above and the corner the one that is nearest to where they lead."""
        left, corner, found = 0, 0, bytearray()
        for value, up in zip(row, above):
            across, down = up - corner, left - corner
            a, b, c = abs(across), abs(down), abs(across + down)
            left = (value + (left if a <= b and a <= c else up if b <= c else corner)) & 255
            found.append(left)
            corner = up
        return found

    LEFTWARD = {1: by_left, 3: by_mean, 4: by_nearest}
    return as_png, read_png


@app.cell(hide_code=True)
def _(Picture):
    from math import sin

    def hills(width=480, height=320):
        """A morning: the sky by height, a sun, and four ranges of hills, the nearer the darker."""
        ranges = (
            (140, 28, 0.019, (150, 170, 190)),
            (185, 24, 0.028, (105, 135, 150)),
            (232, 20, 0.015, (60, 100, 95)),
            (278, 15, 0.037, (28, 62, 48)),
        )
        tops = [
            [base + high * sin(x * wave + base) + 0.4 * high * sin(2.7 * x * wave) for x in range(width)]
            for base, high, wave, _ in ranges
        ]
        pixels = bytearray()
        for y in range(height):
            sky = (250 - y // 4, 214 - y // 5, 170 + y // 4)
            for x in range(width):
                colour = (255, 244, 205) if (x - 345) ** 2 + (y - 80) ** 2 < 1024 else sky
                for top, (_, _, _, ground) in zip(tops, ranges):
                    if y > top[x]:
                        colour = ground
                pixels += bytes(colour)
        return Picture(width, height, bytes(pixels))

    return (hills,)


@app.cell(hide_code=True)
def _(luma):
    def histogram(picture):
        """How often each lightness occurs, from black to white."""
        tones = luma(picture)
        counts = [sum(map(tones.count, range(n, n + 4))) for n in range(0, 256, 4)]
        most = sorted(counts)[-2] or 1
        columns = "".join(
            f'<rect x="{6 * n}" y="{40 - 40 * min(1, many / most):.1f}" width="5" height="40" />'
            for n, many in enumerate(counts)
        )
        return (
            '<svg viewBox="0 0 384 40" width="480" height="44" preserveAspectRatio="none" fill="currentColor" '
            f'opacity="0.55" role="img" aria-label="Histogram">{columns}</svg>'
        )

    return (histogram,)


if __name__ == "__main__":
    app.run()
