"""The outputs that are made of HTML: what they say, what they refuse."""

import pytest

import cloche as cl
from cloche.outputs.bundle import bundle


def test_json_text_and_values_are_the_same_tree():
    assert cl.json('{"a": [1, 2]}').text == cl.json({"a": [1, 2]}).text
    with pytest.raises(ValueError, match="not JSON"):
        cl.json("{")


def test_a_dictionary_in_a_tree_keeps_its_order():
    assert "{'b': 1, 'a': {}}" in str(bundle({"b": 1, "a": {}}))


def test_a_tree_shows_elements_and_escapes_texts():
    html = cl.tree({"box": cl.ui.checkbox(), "text": "<b>"}, label="**All**").text

    assert "<cloche-checkbox" in html and "&lt;b&gt;" in html and "<strong>All</strong>" in html


def test_plain_leaves_a_value_its_repr():
    class Rich:
        def _repr_html_(self):
            return "<b>rich</b>"

        def __repr__(self):
            return "Rich()"

    assert cl.as_html(cl.plain(Rich())).text == "<span>Rich()</span>"


class Odd:
    """First words.

    More words.
    """

    def __init__(self):
        self.b, self.a, self._c = 1, "<i>", 3

    @property
    def broken(self):
        raise ValueError("no")

    def method(self, x):
        """What it does."""

    def __repr__(self):
        raise RuntimeError


def test_an_inspected_object_shows_what_was_asked_for_and_survives_what_raises():
    html, more = cl.inspect(Odd()).text, cl.inspect(Odd(), all=True, help=True, sort=False).text

    assert "First words." in html and "More words." not in html and "More words." in more
    assert "ValueError: no" in html and "Odd instance at" in html and "&lt;i&gt;" in html
    assert "method" not in html and "method(x)" in more and "What it does." in more
    assert "_c" not in html and "_c" in more
    assert html.index("<code>a</code>") < html.index("<code>b</code>")
    assert more.index("<code>b</code>") < more.index("<code>a</code>")


def test_documentation_is_printed_unless_it_is_rich(capsys):
    class Rich:
        def _rich_help_(self):
            return "**rich**"

    assert "<strong>rich</strong>" in cl.doc(Rich()).text
    assert cl.doc(len) is None
    assert "number of items" in capsys.readouterr().out


def test_documentation_of_our_own_is_shown(capsys):
    slider, stop = cl.doc(cl.ui.slider).text, cl.doc(cl.stop).text

    assert "slider(start=None, stop=None, step=None," in slider and "<p>A number picked by dragging" in slider
    assert '<code class="language-python">&gt;&gt;&gt; depth = slider(0, 40' in slider
    assert '<code class="language-python">stop(predicate, output=None)' in stop
    assert not capsys.readouterr().out


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1234567, "1,234,567"), (1234.5, "1,234.5"), (0.012345, "0.0123"), (-3.0, "-3"), ("<b>", "&lt;b&gt;")],
)
def test_a_figure_is_written_for_people(value, shown):
    assert f'<div class="cloche-stat-value">{shown}</div>' in cl.stat(value).text


def test_an_arrow_is_good_where_it_was_hoped_for():
    assert 'data-mood="good"' in cl.stat(1, direction="increase").text
    assert 'data-mood="bad"' in cl.stat(1, direction="increase", target_direction="decrease").text
    with pytest.raises(ValueError, match="direction"):
        cl.stat(1, direction="up")


def test_what_goes_into_attributes_cannot_leave_them():
    evil = "'\"><script>x</script>"
    htmls = [
        cl.icon(evil).text,
        cl.mermaid(evil, theme=evil).text,
        cl.nav_menu({evil: "a"}).text,
        cl.outline(label=evil).text,
        cl.download(b"", filename=evil).text,
        cl.sidebar("x", width=evil).text,
        cl.audio(evil).text,
        cl.pdf(evil).text,
    ]

    assert not [html for html in htmls if "<script>" in html]


def test_elements_in_markdown_keep_their_text_on_one_line():
    diagram = cl.mermaid("graph LR\n\n  A-->B")

    assert "A--&gt;B" in cl.md(f"before\n\n{diagram}\n\nafter").text.replace("&#45;", "-").replace("&#62;", "&gt;")


def test_media_are_addresses_or_what_is_in_files(tmp_path):
    sound = tmp_path / "a.ogg"
    sound.write_bytes(b"OggS....")

    assert 'src="https://x.org/a.mp3"' in cl.audio("https://x.org/a.mp3").text
    assert 'src="data:audio/ogg;base64,' in cl.audio(sound).text
    assert " muted loop" in cl.video(b"\x1aE\xdf\xa3", muted=True, loop=True).text
    assert "#page=3" in cl.pdf("https://x.org/a.pdf", initial_page=3).text
    with pytest.raises(TypeError, match="address, a file or bytes"):
        cl.video(3)


def test_small_downloads_stand_in_the_page_and_large_ones_wait(tmp_path):
    small, large = cl.download(b"a,b", filename="rows.csv"), cl.download(bytes(2_000_000))

    assert 'download="rows.csv"' in small.text and "data:text/csv;base64,YSxi" in small.text
    assert large.text.startswith("<cloche-download ") and len(large.text) < 1_000
    assert 'href="https://x.org/a.zip?v=1" download="a.zip"' in cl.download("https://x.org/a.zip?v=1").text


def test_an_accordion_opens_what_is_named():
    assert cl.accordion({"a": 1, "b": 2}, expanded=True).text.count(" open") == 1
    assert cl.accordion({"a": 1, "b": 2}, multiple=True, expanded=True).text.count(" open") == 2
    with pytest.raises(ValueError, match="multiple=True"):
        cl.accordion({"a": 1, "b": 2}, expanded=["a", "b"])


def test_wrong_arguments_are_named():
    for call, told in (
        (lambda: cl.carousel("abc"), "takes a list"),
        (lambda: cl.image_compare("a", "b", value=101), "between 0 and 100"),
        (lambda: cl.routes(["#/"]), "dictionary of routes"),
        (lambda: cl.icon("lucide:x", rotate="45deg"), "'90deg'"),
        (lambda: cl.latex(), "either a text or"),
        (lambda: cl.latex(filename="no such.tex"), "no such.tex"),
    ):
        with pytest.raises((TypeError, ValueError), match=told):
            call()


def shown(text):
    return cl.md(text).text.removeprefix('<div class="cloche-markdown">').removesuffix("</div>").replace("\n", "")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("H~2~O, x^2^, ~~gone~~", "H<sub>2</sub>O, x<sup>2</sup>, <s>gone</s>"),
        ("==marked== but a == b == c", "<mark>marked</mark> but a == b == c"),
        ("++ctrl+page-up++ a++b++ C++", "<kbd>Ctrl</kbd>+<kbd>Page up</kbd> a++b++ C++"),
        (":rocket: :+1: 12:30:45 a:b:c :nothing:", "🚀 👍 12:30:45 a:b:c :nothing:"),
        ("std::vector::x `:rocket:`", "std::vector::x <code>:rocket:</code>"),
        ("$x^2$ and x^2", "<cloche-tex>x^2</cloche-tex> and x^2"),
        ("$5 and $6", "$5 and $6"),
        ("$x$ and 2", "<cloche-tex>x</cloche-tex> and 2"),
    ],
)
def test_small_marks_mean_what_they_mean_elsewhere_and_nothing_in_code(text, html):
    assert shown(text) == f"<p>{html}</p>"


def test_an_icon_and_an_address_are_found_in_text():
    assert '<cloche-icon props="{&quot;name&quot;: &quot;lucide:leaf&quot;}">' in shown("::lucide:leaf::")
    assert '<a href="https://example.org/a" target="_blank"' in shown("see https://example.org/a.")


def test_indented_admonitions_are_boxes_and_folds():
    box = shown('\n!!! warning "Mind"\n    the **gap**\n\nafter')

    assert box == (
        '<div class="cloche-admonition" data-kind="warning"><p class="cloche-admonition-title">Mind</p>'
        "<p>the <strong>gap</strong></p></div><p>after</p>"
    )

    assert shown("\n???+ tip\n    hidden\n\n???\n    closed") == (
        '<details class="cloche-admonition" data-kind="tip" open><summary>Tip</summary><p>hidden</p></details>'
        "<p>???closed</p>"
    )


def test_tabs_that_follow_each_other_share_a_row():
    html = shown("/// tab | One\n1\n///\n\n/// tab | Two\n2\n///\n\nbetween\n\n/// tab | One\n3\n///")

    assert html.count('<div class="cloche-markdown-tabs">') == html.count("</div>") == 2
    assert html.count(" open>") == 2
    names = [part.split('"')[0] for part in html.split('name="')[1:]]
    assert names[0] == names[1] != names[2]


@pytest.mark.parametrize(
    "shown",
    [
        lambda: cl.accordion({"a": "**x**"}),
        lambda: cl.carousel(["**x**"]),
        lambda: cl.sidebar("**x**"),
        lambda: cl.sidebar([], footer="**x**"),
        lambda: cl.ui.tabs({"a": "**x**"}),
        lambda: cl.accordion({"a": cl.md("**x**")}),
    ],
)
def test_a_text_behind_a_heading_is_markdown(shown):
    assert "<strong>x</strong>" in shown().text


def test_a_text_beside_others_is_shown_as_it_is_and_a_day_as_people_write_it():
    import datetime as dt

    assert "<span>**x**</span><span>2026-05-04</span>" in cl.hstack(["**x**", dt.date(2026, 5, 4)]).text


def test_a_stack_takes_the_parts_of_an_array_and_says_what_it_does_not_know():
    parts = cl.ui.array([cl.ui.text("a"), cl.ui.text("b")])
    named = cl.ui.dictionary({"a": cl.ui.text("a")})

    assert cl.hstack(parts).text.count("<cloche-text") == 2 and cl.vstack(named).text.count("<cloche-text") == 1
    assert "gap: 2px" in cl.hstack([], gap="2px").text and "gap: 2rem" in cl.vstack([], gap=2).text
    for wrong in ({"justify": "left"}, {"align": "left"}):
        with pytest.raises(ValueError, match=rf"`{next(iter(wrong))}` of a stack is one of 'start'.*not 'left'"):
            cl.hstack([1], **wrong)
    with pytest.raises(TypeError, match="got a single int"):
        cl.hstack(3)


def test_a_figure_may_be_missing_or_any_output():
    assert '<div class="cloche-stat-value"></div>' in cl.stat(None).text
    assert "<strong>x</strong>" in cl.stat(cl.md("**x**")).text


def test_a_size_without_a_unit_is_pixels_and_a_missing_picture_is_named(tmp_path):
    assert "width: 30px; height: 5rem" in cl.image("https://a.b/c.png", width="30", height="5rem").text
    with pytest.raises(FileNotFoundError, match="There is no picture"):
        cl.image(tmp_path / "nope.png")


def test_a_path_is_downloaded_with_its_name(tmp_path):
    (tmp_path / "a.csv").write_text("1,2")

    assert 'href="data:text/csv;base64,MSwy" download="a.csv"' in cl.download(tmp_path / "a.csv").text


def test_a_progress_bar_needs_something_to_go_through():
    with pytest.raises(TypeError, match=r"not 3\. For a count, use `total`"):
        cl.status.progress_bar(3)
