"""Outputs that Python makes when the page asks, short words, and consoles that are emptied."""

from cloche.protocol import ConsoleCleared, ElementSaid, NoticeGiven, TellElement


def said(kernel):
    return [event.message for event in kernel.events if isinstance(event, ElementSaid)]


def identity(kernel, name):
    return kernel[name]._identity.id


async def scenario_a_lazy_output_is_made_when_it_is_seen_and_once(kernel):
    await kernel.start(
        a="import cloche as cl",
        b="made = []\ndef build():\n    made.append(1)\n    return cl.md('**here**')\nlate = cl.lazy(build)\nlate",
        c="late",
    )
    assert kernel["made"] == [] and "here" not in kernel.html("b")

    await kernel.send(TellElement(identity(kernel, "late"), {"seen": True}))
    first = said(kernel)
    await kernel.send(TellElement(identity(kernel, "late"), {"seen": True}))

    assert "<strong>here</strong>" in first[0]["html"] and said(kernel) == first
    assert kernel["made"] == [1]


async def scenario_a_lazy_output_may_be_awaited(kernel):
    code = "import asyncio\nasync def build():\n    await asyncio.sleep(0)\n    return 7\nlate = cl.lazy(build)\nlate"
    await kernel.start(a="import cloche as cl", b=code)

    await kernel.send(TellElement(identity(kernel, "late"), {"seen": True}))

    assert said(kernel) == [{"html": "<span>7</span>"}]


async def scenario_elements_in_a_lazy_output_are_the_cell_s(kernel):
    code = "speed = cl.ui.slider(0, 9)\nlate = cl.lazy(lambda: speed)\nlate"
    await kernel.start(a="import cloche as cl", b=code, c="speed.value")
    await kernel.send(TellElement(identity(kernel, "late"), {"seen": True}))
    assert identity(kernel, "speed") in said(kernel)[0]["html"]

    await kernel.set(speed=4)

    assert kernel.output("c") == "4"


async def scenario_an_accordion_may_make_its_parts_late(kernel):
    await kernel.start(a="import cloche as cl", b="cl.accordion({'Total': lambda: 1 / 0, 'Plain': 2}, lazy=True)")

    assert kernel.error("b") is None
    assert kernel.html("b").count("<cloche-lazy ") == 2


async def scenario_routes_show_what_belongs_to_the_page_s_route(kernel):
    await kernel.start(
        a="import cloche as cl",
        b="async def far(): return 'far away'\nsite = cl.routes({'#/': 'home', '#/far': far, "
        "cl.routes.CATCH_ALL: lambda: 'lost'})\nsite",
    )
    answers = {}
    for route in ("", "#/", "#/far", "#/far/?x=1", "#/nowhere"):
        await kernel.send(TellElement(identity(kernel, "site"), {"route": route}))
        (answers[route],) = (message["html"] for message in said(kernel))

    told = {route: html.replace("<span>", "").replace("</span>", "") for route, html in answers.items()}
    assert told == {"": "lost", "#/": "home", "#/far": "far away", "#/far/?x=1": "far away", "#/nowhere": "lost"}


async def scenario_large_bytes_of_what_comes_late_are_beside_its_html(kernel):
    await kernel.start(
        a="import cloche as cl\npicture = cl.image(bytes(60_000), alt='one')",
        b="late = cl.lazy(lambda: picture)\nlate",
        c="sheets = cl.ui.tabs({'none': '', 'one': picture}, lazy=True)\nsheets",
        d="site = cl.routes({'#/': '', '#/one': picture})\nsite",
    )

    for name, message in (("late", {"seen": True}), ("sheets", {"open": "one"}), ("site", {"route": "#/one"})):
        await kernel.send(TellElement(identity(kernel, name), message))
        (answer,) = said(kernel)
        assert [len(part) for part in answer["parts"]] == [60_000]
        assert ";part,0" in answer["html"] and len(answer["html"]) < 1_000

    await kernel.send(TellElement(identity(kernel, "site"), {"route": "#/"}))
    assert "parts" not in said(kernel)[0]


async def scenario_a_route_may_be_a_pattern_and_the_first_that_fits_is_taken(kernel):
    code = "site = cl.routes({'#/user/me': 'me', '#/user/:id': 'user', '#/files/*path': 'file', "
    code += "'#/trips{/:year}': 'trips', cl.routes.CATCH_ALL: 'rest', '#/late': 'late'})\nsite"
    await kernel.start(a="import cloche as cl", b=code)
    expected = {
        "#/user/me": "me",
        "#/user/7": "user",
        "#/USER/é 7/?tab=1": "user",
        "#/user": "rest",
        "#/user/7/edit": "rest",
        "#/files/a/b.csv": "file",
        "#/files/": "rest",
        "#/trips": "trips",
        "#/trips/1926": "trips",
        "#/late": "rest",
    }

    told = {}
    for route in expected:
        await kernel.send(TellElement(identity(kernel, "site"), {"route": route}))
        (told[route],) = (message["html"].replace("<span>", "").replace("</span>", "") for message in said(kernel))

    assert told == expected


async def scenario_routes_without_a_rest_begin_at_home_or_with_the_first(kernel):
    await kernel.start(
        a="import cloche as cl",
        b="home = cl.routes({'#/far': 'far', '#/': 'home'})\nhome",
        c="slash = cl.routes({'#/far': 'far', '/': 'slash'})\nslash",
        d="none = cl.routes({'#/first': 'first', '#/second': 'second'})\nnone",
    )
    starts = []
    for name in ("home", "slash", "none"):
        for route in ("", "#/nowhere"):
            await kernel.send(TellElement(identity(kernel, name), {"route": route}))
            starts += [message["html"].replace("<span>", "").replace("</span>", "") for message in said(kernel)]

    assert starts == ["home", "", "slash", "", "first", ""]


async def scenario_a_download_is_made_when_it_is_pressed(kernel):
    code = "count = [0]\ndef rows():\n    count[0] += 1\n    return f'{count[0]}'.encode()\n"
    code += "get = cl.download(rows, filename=lambda: f'rows{count[0]}.csv', mimetype='text/csv')\nget"
    await kernel.start(a="import cloche as cl", b=code)

    await kernel.send(TellElement(identity(kernel, "get"), {"press": 1}))

    (message,) = said(kernel)
    assert {**message, "bytes": bytes(message["bytes"])} == {
        "press": 1,
        "filename": "rows1.csv",
        "mimetype": "text/csv",
        "bytes": b"1",
    }


async def scenario_a_download_that_fails_says_so_in_the_cell(kernel):
    await kernel.start(a="import cloche as cl", b="get = cl.download(lambda: 1 / 0)\nget")

    await kernel.send(TellElement(identity(kernel, "get"), {"press": 1}))

    assert said(kernel) == [{"press": 1, "failed": True}]
    assert "ZeroDivisionError" in kernel.printed("b", "stderr")


async def scenario_a_toast_is_told_once(kernel):
    await kernel.start(a="import cloche as cl", b="cl.status.toast('Done', cl.md('**all**'), kind='danger')")

    (notice,) = [event for event in kernel.events if isinstance(event, NoticeGiven)]
    assert (notice.title, notice.kind) == ("Done", "danger") and "<strong>all</strong>" in notice.description


async def scenario_a_cleared_console_holds_what_comes_after(kernel):
    await kernel.start(a="import cloche as cl", b="print('before')\ncl.output.clear_console()\nprint('after')")

    assert kernel.count(ConsoleCleared) == 1
    assert kernel.printed("b") == "after\n"


async def scenario_macros_of_formulas_are_there_without_an_output_to_see(kernel):
    await kernel.start(a="import cloche as cl", b=r"cl.latex(r'\newcommand{\R}{\mathbb{R}}')")

    assert "<cloche-tex-macros hidden>" in kernel.html("b")
    assert r"\newcommand{\R}" in kernel.html("b")
