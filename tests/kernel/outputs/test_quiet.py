"""Text that became markup stays in its place and runs nothing: what the kernel does for it. The page does the rest."""

from __future__ import annotations

import pytest

import cloche as cl
from cloche.outputs.quiet import quiet, spread

OPEN, CLOSE = "<template data-quiet>", "</template>"


@pytest.mark.parametrize(
    "html",
    [
        "",
        "one &lt; two",
        "<p>one</p>",
        '<div class="cloche-stack" style="gap: 1rem">x</div>',
        '<cloche-slider element-id="a-1" props="{&quot;start&quot;: 0}"></cloche-slider>',
        '<img alt="" src="data:image/png;base64,AAAA"><br/>',
        '<a href="https://example.org/?a=1&amp;b=2" rel="noopener">x</a>',
        "</div></section>",  # what comes after it has nothing that runs either
    ],
)
def test_plain_markup_stays_as_it_is(html: str) -> None:
    assert quiet(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "<script>go()</script>",
        "</div><SCRIPT src=x>",
        '<img src="x" onerror="go()">',
        "<img src=x onerror=go()>",
        "<p title='x' onclick='go()'>",
        '<p title="a<b">',
        '<p/onclick="go()">',
        '<iframe srcdoc="x"></iframe>',
        "<svg onload='go()'>",
        "<textarea>",
        "<!-- -->",
        '<div x="',
        "<",
    ],
)
def test_what_may_run_or_reach_out_is_put_apart(html: str) -> None:
    assert quiet(html) == f"{OPEN}{html}{CLOSE}"
    assert spread(quiet(html)) == html


@pytest.mark.parametrize(
    "html",
    [
        "</template><script>go()</script>",
        "</TEMPLATE ><b onclick=go()>",
        "</tem</template>plate><script>",
        "<template><b>",
    ],
)
def test_no_text_closes_the_template_that_holds_it(html: str) -> None:
    made = quiet(html)

    assert made.startswith(OPEN)
    assert made.endswith(CLOSE)
    assert "template" not in made[len(OPEN) : -len(CLOSE)].lower().replace("&lt;/template", "").replace(
        "&lt;template", ""
    )


def test_markdown_labels_and_nested_pictures_are_quiet_wherever_they_are_put() -> None:
    text = "</div></div><script>go()</script>"

    class Picture:
        def _repr_svg_(self) -> str:
            return "<svg onload='go()'></svg>"

    outputs = [
        cl.md(text),
        cl.vstack([cl.md(text)]),
        cl.md(text).center(),
        cl.callout("x", title=text),
        cl.accordion({text: 1}),
        cl.nav_menu({"#/a": text}),
        cl.tree([1], label=text),
        cl.vstack([Picture()]),
        cl.Html(f"<section>{cl.md(text)}</section>"),
        cl.md(f"about {cl.vstack([cl.md(text)])}"),
    ]

    for output in outputs:
        before, made, after = output.text.partition(OPEN)
        inside, end, rest = after.partition(CLOSE)
        assert made and end, output.text
        assert "go()" in inside
        assert "<script" not in before + rest
        assert "onload" not in before + rest
