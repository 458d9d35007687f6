"""Elements that talk: a widget of somebody else's, folders, a chat."""

import tempfile
from pathlib import Path

WIDGET = """
from cloche import ui

class Count:
    _esm, _css = "export default {}", ".x {}"
    comm = None

    def __init__(self):
        self._values = {"count": 0, "data": b"ab", "nested": {"rows": [b"c"]}}
        self.heard = []

    def __getattr__(self, name):
        if name.startswith("_") or name not in self._values:
            raise AttributeError(name)
        return self._values[name]

    def change(self, **values):
        self._values.update(values)
        named = dict(values)
        paths = [[name] for name, value in values.items() if isinstance(value, bytes)]
        buffers = [memoryview(named.pop(name)) for [name] in paths]
        self.comm.send({"method": "update", "state": named, "buffer_paths": paths}, buffers=buffers)

    def traits(self):
        return dict(self._values)

    def get_state(self):
        return {**self._values, "_esm": self._esm, "layout": "IPY_MODEL_1"}

    def set_state(self, state):
        self._values.update(state)

    def _handle_msg(self, message):
        self.heard.append((message["content"]["data"]["content"], [bytes(each) for each in message["buffers"]]))
        self.comm.send({"method": "custom", "content": "heard"}, buffers=[b"!"])

w = ui.anywidget(Count())
w
"""


async def scenario_a_widget_gives_its_script_to_a_page_that_asks_and_never_in_html(kernel):
    await kernel.start(a=WIDGET)
    assert "export default" not in kernel.html("a")

    await kernel.tell("w", {"open": True})

    [(key, message)] = kernel.page.said
    assert (key, message["esm"], message["css"]) == ("a-0", "export default {}", ".x {}")
    assert message["state"] == {"count": 0, "data": b"ab", "nested": {"rows": [b"c"]}}


async def scenario_what_the_person_changes_in_a_widget_runs_its_readers(kernel):
    await kernel.start(a=WIDGET, b="n = w.value['count']", c="m = w.count")

    await kernel.tell("w", {"state": {"count": 4}})

    assert sorted(kernel.started) == ["b", "c"]
    assert (kernel["n"], kernel["m"]) == (4, 4)
    assert kernel.page.said == []


async def scenario_what_python_changes_in_a_widget_is_shown_with_its_bytes(kernel):
    await kernel.start(a=WIDGET, b="w.widget.change(count=7, data=b'xyz')")

    assert kernel.page.said == [("a-0", {"state": {"count": 7, "data": b"xyz"}})]
    assert kernel["w"]._value["count"] == 7


async def scenario_a_widgets_own_messages_go_both_ways_with_buffers(kernel):
    await kernel.start(a=WIDGET, b="w.value")

    await kernel.tell("w", {"content": {"hi": 1}, "buffers": [b"zz"]})

    assert kernel["w"].widget.heard == [({"hi": 1}, [b"zz"])]
    assert kernel.page.said == [("a-0", {"content": "heard", "buffers": [b"!"]})]
    assert kernel.started == ""


async def scenario_a_widgets_state_of_before_comes_back(kernel):
    await kernel.start(a=WIDGET, b="n = w.value['count']", values={"a-0": {"count": 9, "gone": 1}})

    assert kernel["n"] == 9
    await kernel.tell("w", {"open": True})
    assert kernel.page.said[-1][1]["changed"] == ["count"]


async def scenario_what_is_no_widget_is_refused(kernel):
    await kernel.start(a="from cloche import ui\nui.anywidget(3)")

    assert "anywidget.AnyWidget, not int" in kernel.error("a").problem


async def scenario_folders_are_listed_when_they_are_opened(kernel):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (root / "inner").mkdir()
        (root / "empty").mkdir()
        (root / "inner" / "b.CSV").write_text("x")
        (root / "a.csv").write_text("123")
        (root / "a.txt").write_text("")
        code = f"from cloche import ui\nf = ui.file_browser({folder!r}, filetypes=['.csv'], ignore_empty_dirs=True)\nf"
        await kernel.start(a=code, b="picked = [(p.name, p.is_directory) for p in f.value]")

        await kernel.tell("f", {"list": str(root)})
        listing = kernel.page.said[-1][1]
        assert [(each["name"], each["isFolder"], each["size"]) for each in listing["entries"]] == [
            ("inner", True, None),
            ("a.csv", False, 3),
        ]
        assert listing["up"] is None

        await kernel.tell("f", {"list": str(root / "inner")})
        assert kernel.page.said[-1][1]["up"] == str(root)

        await kernel.tell("f", {"list": str(root.parent)})
        assert "`restrict_navigation` is True" in kernel.page.said[-1][1]["problem"]

        await kernel.set(f=[str(root / "inner" / "b.CSV")])
        assert kernel["picked"] == [("b.CSV", False)]
        assert kernel["f"]._value[0].path.read_text() == "x"

        await kernel.set(f=[str(root / "inner")])
        assert kernel["picked"] == [("b.CSV", False)]
        assert "`selection_mode` allows file" in kernel.printed("a", "stderr")


def chat(model, more=""):
    return f"import asyncio\nfrom cloche import ui\n{model}\nc = ui.chat(model{more})\nc"


READS = "said = [(m.role, m.content) for m in c.value]"


async def scenario_a_chat_gives_the_answer_of_a_function(kernel):
    await kernel.start(a=chat("def model(messages): return f'**{len(messages)}**'"), b=READS)

    await kernel.tell("c", {"ask": "hello"})

    assert kernel["said"] == [("user", "hello"), ("assistant", "**1**")]
    assert kernel.started == "b"
    key, value = kernel.page.updates[-1]
    assert key == "a-0" and "<strong>1</strong>" in value[1]["html"]


async def scenario_an_answer_that_is_yielded_comes_piece_by_piece(kernel):
    for model in (
        "async def model(messages, config):\n    for part in 'abc':\n        yield part",
        "def model(messages, config):\n    yield from 'abc'",
    ):
        await kernel.start(a=chat(model), b=READS)

        await kernel.tell("c", {"ask": "go"})

        assert [message["part"] for _, message in kernel.page.said] == ["a", "b", "c"]
        assert kernel["said"][-1] == ("assistant", "abc")


async def scenario_a_model_hears_settings_and_files_and_on_message_hears_all(kernel):
    model = "heard = []\nasync def model(messages, config): return config.temperature, messages[-1].attachments[0].url"
    await kernel.start(a=chat(model, ", on_message=lambda m: heard.append(len(m)), config={'temperature': 1}"))

    await kernel.tell(
        "c",
        {
            "ask": "see",
            "config": {"temperature": 0.2},
            "files": [{"name": "a.txt", "type": "text/plain", "contents": b"hi"}],
        },
    )

    assert kernel["c"]._value[-1].content == (0.2, "data:text/plain;base64,aGk=")
    assert kernel["heard"] == [2]


async def scenario_a_model_that_fails_says_so_and_what_it_said_stays(kernel):
    await kernel.start(a=chat("def model(messages):\n    yield 'half'\n    1 / 0"), b=READS)

    await kernel.tell("c", {"ask": "go"})

    assert kernel["c"]._value[-1].content == "half"
    assert "ZeroDivisionError" in kernel.page.said[-1][1]["problem"]
    assert "ZeroDivisionError" in kernel.printed("a", "stderr")


async def scenario_stop_ends_an_answer(kernel):
    import asyncio

    model = "async def model(messages):\n    yield 'so far'\n    await asyncio.sleep(3600)"
    await kernel.start(a=chat(model), b=READS)

    async def stop():
        while not kernel.page.said:
            await asyncio.sleep(0)
        kernel.session.cancel()

    stopping = asyncio.ensure_future(stop())
    await kernel.tell("c", {"ask": "go"})
    await stopping

    assert kernel["said"][-1] == ("assistant", "so far")
    assert kernel.page.said[-1][1]["problem"] == "Stopped."


async def scenario_a_conversation_of_before_goes_on(kernel):
    before = [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "ho", "html": "<p>ho</p>"}]
    await kernel.start(a=chat("def model(messages): return str(len(messages))"), b=READS, values={"a-0": before})
    assert kernel["said"] == [("user", "hi"), ("assistant", "ho")]

    await kernel.tell("c", {"ask": "more"})
    assert kernel["said"][-1] == ("assistant", "3")

    await kernel.tell("c", {"clear": True})
    assert kernel["said"] == []


async def scenario_models_of_providers_say_that_they_are_not_here_yet(kernel):
    await kernel.start(a="from cloche import ai\nai.llm.openai('gpt')")

    assert "not here yet" in kernel.error("a").problem
