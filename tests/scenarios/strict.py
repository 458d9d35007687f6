"""Strict execution: a cell cannot change, or read, what it does not declare."""


async def scenario_a_cell_changes_only_its_own_copy(kernel):
    await kernel.start(a="x = [1]", b="x.append(2)\ny = x", c="z = list(x)", strict=True)

    assert (kernel["x"], kernel["y"], kernel["z"]) == ([1], [1, 2], [1])


async def scenario_without_it_a_change_is_seen_by_all(kernel):
    await kernel.start(a="x = [1]", b="x.append(2)\ny = x", strict=False)

    assert kernel["x"] == [1, 2]


async def scenario_a_cell_finds_no_name_that_its_text_does_not_read(kernel):
    await kernel.start(a="x = 1", b="y = globals().get('x', 'nothing')\nz = eval('x')", strict=True)

    assert kernel.error("b").exception == "NameError"
    assert "y" in kernel and kernel["y"] == "nothing"
    assert kernel["x"] == 1


async def scenario_what_two_names_share_their_copies_share(kernel):
    await kernel.start(a="x = [1]\ny = {'x': x}", b="same = y['x'] is x", c="apart = x", strict=True)

    assert kernel["same"] is True
    assert kernel["apart"] is not kernel["x"]


async def scenario_functions_and_objects_bring_what_they_need(kernel):
    await kernel.start(
        a="factor = 3",
        b="_offset = 1\ndef scaled(n):\n    return helper(n) + _offset\ndef helper(n):\n    return n * factor",
        c="class Box:\n    def __init__(self, n): self.n = n\n    def value(self): return scaled(self.n)",
        d="box = Box(2)",
        e="box.value(), [box][0].value(), (lambda: scaled(1))()",
        strict=True,
    )

    assert kernel.output("e") == "(7, 7, 4)"


async def scenario_names_that_a_cell_makes_in_secret_stay_in_it(kernel):
    await kernel.start(a="globals()['secret'] = 1\nx = 2", b="x", strict=True)

    assert "secret" not in kernel
    assert kernel.output("b") == "2"


async def scenario_a_name_that_the_new_text_does_not_bind_is_gone(kernel):
    await kernel.start(a="x = 1\nif x:\n    y = 2", b="y", strict=True)

    await kernel.run(a="x = 0\nif x:\n    y = 2")

    assert "y" not in kernel
    assert kernel.error("b").exception == "NameError"


async def scenario_what_is_one_thing_is_shared(kernel):
    await kernel.start(
        a="import cloche as cl\nimport io, threading",
        b="speed = cl.ui.slider(0, 9)\nspeed",
        c="lock = threading.Lock()\nfile = io.StringIO()\nparts = [lock, file, io]",
        d="file.write('here')\nsame = (lock is parts[0], file is parts[1])",
        e="written = file.getvalue() if same else ''",
        f="speed.value",
        strict=True,
    )

    await kernel.set(speed=4)

    assert (kernel["same"], kernel["written"]) == ((True, True), "here")
    assert kernel.output("f") == "4"


async def scenario_what_cannot_be_copied_is_named_and_the_cell_does_not_run(kernel):
    code = "class Pipe:\n    def __reduce_ex__(self, version):\n        raise TypeError('no')\npipe = Pipe()"
    await kernel.start(a=code, b="ran = True\npipe", strict=True)

    error = kernel.error("b")
    assert error.exception == "CannotCopyError" and "`pipe` is a" in error.problem, error
    assert "__deepcopy__" in error.hint + error.problem
    assert "ran" not in kernel

    await kernel.run(a=code.replace("raise TypeError('no')", "return str, ('copied',)"))
    assert kernel.output("b") == "copied"


async def scenario_it_holds_while_a_cell_awaits(kernel):
    await kernel.start(
        a="x = [1]", b="import asyncio", c="await asyncio.sleep(0)\nx.append(2)\ny = x", d="y, x", strict=True
    )

    assert kernel.output("d") == "([1, 2], [1])"


async def scenario_deleting_a_name_of_another_cell_deletes_it(kernel):
    await kernel.start(a="x = 1", b="del x", strict=True)

    assert kernel.error("b") is None
    assert "x" not in kernel


async def scenario_a_failed_cell_leaves_the_namespace_whole(kernel):
    await kernel.start(a="x = 1", b="y = 2\nraise ValueError('no')", c="x + 1", strict=True)

    assert kernel["x"] == 1
    assert kernel.output("c") == "2"
    assert "y" in kernel
