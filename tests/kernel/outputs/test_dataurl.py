"""Large bytes leave the HTML before it travels, and nothing else of it changes."""

import random

import pytest

from cloche.outputs.bundle import bundle
from cloche.outputs.dataurl import LARGE, PARTS, apart, data_url
from cloche.outputs.html import Html
from cloche.outputs.layout import hstack
from cloche.outputs.media import image
from cloche.outputs.playback import audio, pdf
from cloche.ui.download import download

PICTURE = b"\x89PNG" + random.Random(1).randbytes(LARGE)
SMALL = b"\x89PNG small"


def put_back(found):
    """What `apart` was given, from what it gave."""
    html = found["text/html"]
    for n, part in enumerate(found.get(PARTS, [])):
        html = html.replace(f"data:image/png;part,{n}", data_url("image/png", part))
    return html


def test_large_pictures_go_beside_the_html_and_small_ones_stay():
    html = hstack([image(PICTURE, alt="a < b"), image(SMALL), "plain text"]).text

    found = apart({"text/html": html})

    assert found[PARTS] == [PICTURE]
    assert found["text/html"].count(";part,0") == 1 and data_url("image/png", SMALL) in found["text/html"]
    assert put_back(found) == html
    assert apart({"text/html": image(SMALL).text}) == {"text/html": image(SMALL).text}


def test_the_same_bytes_go_once_and_keep_the_place_in_a_document():
    found = apart(bundle(pdf(b"%PDF" + PICTURE, initial_page=3)))

    assert found[PARTS] == [b"%PDF" + PICTURE]
    assert found["text/html"].count('"data:application/pdf;part,0#page=3"') == 2


@pytest.mark.parametrize("shown", [audio(b"RIFF" + PICTURE), download(PICTURE, "a.png")])
def test_sound_and_files_go_the_same_way(shown):
    found = apart(bundle(shown))

    assert len(found["text/html"]) < 300
    assert found[PARTS][0].endswith(PICTURE)


@pytest.mark.parametrize(
    "html",
    [
        "<script>const url = '<img src=\"" + data_url("image/png", PICTURE) + "\">'</script>",
        '<iframe src="' + data_url("text/html", PICTURE) + '"></iframe>',
        '<a href="' + data_url("image/png", PICTURE) + '">opened, not saved</a>',
        '<p title="' + data_url("image/png", PICTURE) + '">not loaded</p>',
        'text src="' + data_url("image/png", PICTURE) + '"',
        "<img src='" + data_url("image/png", PICTURE) + "'>",
        '<img src="data:image/png;base64,' + "?" * LARGE + '">',
        '<img src="data:image/png;base64,' + "A" * LARGE,
    ],
)
def test_what_is_no_address_of_ours_stays_as_it_is(html):
    assert apart({"text/html": html}) == {"text/html": html}


def test_bytes_beside_the_html_do_not_count_as_html():
    large = image(b"\x89PNG" + bytes(11_000_000))

    assert len(apart(bundle(large))["text/html"]) < 100
    with pytest.raises(ValueError, match="11 MB of text/html; the page takes 10 MB"):
        bundle(Html("x" * 11_000_000))
