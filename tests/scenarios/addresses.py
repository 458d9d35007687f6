"""`query_params`: what the page's address says, there and back."""

from cloche.protocol import QueryChanged, SetQuery

READ = "import cloche as cl\nquery = cl.query_params()"


def told(kernel):
    """What the page's address was told to say, the last time."""
    return [dict(event.query) for event in kernel.events if isinstance(event, QueryChanged)]


async def scenario_parameters_are_read_like_a_dictionary(kernel):
    await kernel.start(a=READ, b="[dict(query), query.get('none', 1), query.get_all('town'), 'town' in query]")

    assert kernel.output("b") == "[{'town': 'Oslo'}, 1, ['Oslo'], True]"


async def scenario_setting_one_tells_the_page_and_runs_the_readers(kernel):
    await kernel.start(a=READ, b="seen = query['town']", c="'c'")

    await kernel.run(c="query['town'] = 'Bergen'\nquery.append('n', 3)")

    assert told(kernel)[-1] == {"town": ("Bergen",), "n": ("3",)}
    assert kernel["seen"] == "Bergen"
    assert kernel.started == "cb"


async def scenario_going_back_runs_the_readers_and_tells_the_page_nothing(kernel):
    await kernel.start(a=READ, b="seen = query.get_all('town')")

    await kernel.send(SetQuery({"town": ("Oslo", "Bergen")}))

    assert (kernel["seen"], kernel.started, told(kernel)) == (["Oslo", "Bergen"], "b", [])

    await kernel.send(SetQuery({"town": ("Oslo", "Bergen")}))

    assert kernel.started == ""


async def scenario_an_element_may_set_a_parameter(kernel):
    await kernel.start(
        a=READ,
        b="from cloche import ui\nn = ui.slider(0, 9, on_change=lambda value: query.set('n', value))",
        c="seen = query.get('n')",
    )

    await kernel.set(n=4)

    assert (kernel["seen"], kernel.started) == ("4", "c")


async def scenario_values_are_taken_away_one_by_one_or_all(kernel):
    await kernel.start(a=READ)
    query = kernel["query"]

    query.set("a", ["1", "2"])
    query.remove("a", "1")
    assert query.to_dict() == {"town": "Oslo", "a": "2"}

    query["town"] = None
    del query["a"]
    assert len(query) == 0

    query.update(x="1")
    query.clear()
    assert told(kernel)[-1] == {}


async def scenario_the_pages_own_parameters_are_not_the_notebooks(kernel):
    await kernel.start(a=READ, b="query['theme'] = 'dark'")

    assert "tells Cloche's page" in kernel.error("b").problem

    await kernel.send(SetQuery({"mode": ("run",), "n": ("1",)}))

    assert kernel["query"].to_dict() == {"n": "1"}
