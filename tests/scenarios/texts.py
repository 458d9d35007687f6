"""Markdown with live things in it."""

import re

MD = "from cloche import md, ui, hstack"


async def scenario_markdown_is_html_and_indentation_is_taken_off(kernel):
    await kernel.start(a=MD, b='md("""\n    # Title\n\n    - one\n    - two\n    """)')

    assert '<h1 id="title">Title</h1>' in kernel.html("b")
    assert "<li>one</li>" in kernel.html("b")
    assert "<code>" not in kernel.html("b")


async def scenario_elements_live_inside_markdown(kernel):
    await kernel.start(
        a=MD,
        b="s = ui.slider(0, 9, label='a|b *c*')",
        c='md(f"""\n    move {s}\n\n    | x |\n    |---|\n    | {s} |\n    """)',
    )

    assert kernel.html("c").count("<cloche-slider") == 2
    assert "<table>" in kernel.html("c")
    assert kernel.html("c").count("<td>") == 1


async def scenario_html_inside_markdown_is_not_read_as_markdown_again(kernel):
    await kernel.start(
        a=MD,
        b="inner = md('```\\nx = 1\\n\\ny = _a_ * 2\\n```')",
        c='md(f"""\n    # T\n\n    {inner}\n\n    after *it*\n    """)',
    )

    assert "<em>it</em>" in kernel.html("c")
    assert "<em>a</em>" not in kernel.html("c")
    assert kernel.html("c").count("<pre>") == 1


async def scenario_formulas_become_tex_elements(kernel):
    await kernel.start(a=MD, b=r'md(r"inline $\alpha < 1$ and $$x^2$$")', c='md("it costs $5 and $6")')

    assert r"<cloche-tex>\alpha &lt; 1</cloche-tex>" in kernel.html("b")
    assert "<cloche-tex display>x^2</cloche-tex>" in kernel.html("b")
    assert "cloche-tex" not in kernel.html("c")


async def scenario_code_tasks_footnotes_and_boxes_are_known(kernel):
    text = "```python\nx = 1\n```\n- [x] done\n\nnote[^1] ~~old~~\n\n[^1]: foot\n\n/// warning | Mind\ntext\n///\n"

    await kernel.start(a=MD, b=f"md({text!r})")

    html = kernel.html("b")
    assert '<pre><code class="language-python">' in html
    assert 'type="checkbox"' in html and "footnote" in html and "<s>old</s>" in html
    assert 'data-kind="warning"' in html


async def scenario_a_table_of_contents_lists_the_headings_of_its_text(kernel):
    await kernel.start(a=MD, b=r'md("[TOC]\n\n# One\n\n### Deep `c`\n\n## Two\n\n# End")', c='md("[TOC]")')

    links = (
        '<li><a href="#one">One</a><ul><li><a href="#deep-c">Deep c</a></li><li><a href="#two">Two</a></li></ul></li>'
    )
    assert f'<ul>{links}<li><a href="#end">End</a></li></ul></nav>' in kernel.html("b")
    assert "TOC" not in kernel.html("c")


async def scenario_marks_hold_markdown_and_footnotes_of_two_texts_do_not_meet(kernel):
    await kernel.start(
        a=MD,
        b='md("==a **b** `c`== and ^^x *y*^^, a == b == c")',
        c=r'md("one[^1]\n\n[^1]: foot")',
        d=r'md("two[^1]\n\n[^1]: foot")',
    )

    assert "<mark>a <strong>b</strong> <code>c</code></mark>" in kernel.html("b")
    assert "<ins>x <em>y</em></ins>, a == b == c" in kernel.html("b")
    assert not set(re.findall(r' id="([^"]*)"', kernel.html("c"))) & set(re.findall(r' id="([^"]*)"', kernel.html("d")))


async def scenario_links_to_elsewhere_open_elsewhere(kernel):
    await kernel.start(a=MD, b='md("[a](https://example.org) [b](#title)")')

    assert kernel.html("b").count('target="_blank"') == 1


async def scenario_values_and_containers_format_into_markdown(kernel):
    await kernel.start(a=MD, b='md(f"{hstack([1, 2])} and {3.14159:.2f}")')

    assert "3.14" in kernel.html("b") and "cloche-stack" in kernel.html("b")


async def scenario_markdown_of_something_else_is_explained(kernel):
    await kernel.start(a=MD, b="md(3)")

    assert kernel.error("b").exception == "TypeError"
    assert "as_html" in kernel.error("b").problem


async def scenario_a_representation_in_markdown_is_rendered(kernel):
    await kernel.start(a="class R:\n    def _repr_markdown_(self): return '**m**'\nR()")

    assert "<strong>m</strong>" in kernel.html("a")
