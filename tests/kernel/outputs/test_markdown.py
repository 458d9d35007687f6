"""Markdown beyond CommonMark: what people write in notebooks and what becomes of it."""

import pytest

from cloche import md
from cloche.outputs.markdown import render_inline


def html(text):
    return md(text).text.removeprefix('<div class="cloche-markdown">').removesuffix("</div>")


INLINE = [
    (":tada: :100: :us: :white_check_mark: :x:", "🎉 💯 🇺🇸 ✅ ❌"),
    ("at 12:30:45, a:b:c and :not_an_emoji:", "at 12:30:45, a:b:c and :not_an_emoji:"),
    ("{--old--}{++new++} {~~a~>b~~} {==key==}{>>why<<}", None),
    ("{--old++} {x}", "{--old++} {x}"),
    ("^^in^^ and x^2^", "<ins>in</ins> and x<sup>2</sup>"),
    (r"\(a_1\) but \\(b\\)", r"<cloche-tex>a_1</cloche-tex> but \(b\)"),
    ("$5 for me, $x$ for you", "$5 for me, <cloche-tex>x</cloche-tex> for you"),
    ("$5 and $10, $ x $", "$5 and $10, $ x $"),
    ("++ctrl+c++", "<kbd>Ctrl</kbd>+<kbd>C</kbd>"),
]


@pytest.mark.parametrize(("text", "shown"), INLINE)
def test_marks_inside_a_line(text, shown):
    edits = "<del>old</del><ins>new</ins> <del>a</del><ins>b</ins> <mark>key</mark><small>why</small>"

    assert html(text) == f"<p>{shown or edits}</p>"


def test_formulas_of_latex_stand_by_themselves():
    assert html("\\begin{align}\na &= b\n\\end{align}").startswith("<cloche-tex display>\\begin{align}\na &amp;= b")
    assert html("so \\[\nx < y\n\\]") == "<p>so <cloche-tex display>x &lt; y</cloche-tex></p>"


def test_a_code_block_may_have_a_title_numbers_and_lines_to_look_at():
    plain, rich = html("```python\na\n```"), html('```py title="<a>.py" linenums="9" hl_lines="2 4-7"\na\nb\n```')

    assert plain == '<pre><code class="language-python">a\n</code></pre>'
    assert '<div class="cloche-code-title">&lt;a&gt;.py</div>' in rich and ">9\n10</span>" in rich
    assert rich.count("cloche-line-mark") == 1 and '<code class="language-py">a\nb\n</code>' in rich
    assert html('```{.python hl_lines="1"}\na\n```').endswith('<code class="language-python">a\n</code></pre>')


def test_a_block_takes_its_options_from_the_lines_below_its_head():
    folded = html("/// details | More\n    type: warning\n    open: True\n\nbody\n///")
    boxed = html("/// admonition\n    type: tip\nbody\n///")

    assert folded.startswith('<details class="cloche-admonition" data-kind="warning" open><summary>More</summary>')
    assert 'data-kind="tip"' in boxed and ">Tip</p>" in boxed and "<p>body</p>" in boxed
    assert html("/// caption\nA *figure*\n///").startswith('<div class="cloche-caption">\n<p>A <em>')


def test_a_block_may_hold_code_that_shows_how_to_write_one():
    shown = html("/// tip | Use `r''` *here*\n```text\n/// tip | Title\nbody\n///\n```\nafter\n///")

    assert "<p class=\"cloche-admonition-title\">Use <code>r''</code> <em>here</em></p>" in shown
    assert "/// tip | Title\nbody\n///\n</code></pre>\n<p>after</p>\n</div>" in shown


def test_a_heading_needs_no_space_behind_its_marks():
    assert html("##🍃") == '<h2 id="_">🍃</h2>'
    assert html("so\n#1 fan #") == '<p>so</p>\n<h1 id="1-fan">1 fan</h1>'
    assert html(r"\#1 and ####### seven") == "<p>#1 and ####### seven</p>"
    assert render_inline("#1") == "#1"


def test_a_picture_among_the_notebooks_files_stands_in_the_page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a b.png").write_bytes(b"\x89PNG")

    assert html("![one](a%20b.png)") == '<p><img src="data:image/png;base64,iVBORw==" alt="one" /></p>'
    assert html("![two](missing.png) ![three](https://a.b/c.png)").count('src="missing.png"') == 1
