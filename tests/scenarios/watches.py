"""`watch`: cells that read a followed file or folder run again when it changes, whoever changed it."""

import contextlib
import tempfile
from pathlib import Path

from cloche.protocol import FollowFiles

FOLLOW = "import cloche as cl\nnotes = cl.watch.file('notes.txt')"


@contextlib.contextmanager
def folder():
    """A notebook's folder, the working directory for a while."""
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        yield


async def scenario_what_reads_a_file_follows_it_and_nothing_else_runs(kernel):
    with folder():
        Path("notes.txt").write_text("one")
        await kernel.start(a=FOLLOW, b="text = notes.read_text()", c="other = 1", d="size = len(text)")
        Path("notes.txt").write_text("three")
        await kernel.send(FollowFiles(("notes.txt",), True))

        assert (kernel["text"], kernel["size"], kernel.started) == ("three", 5, "bd")


async def scenario_a_file_may_come_and_go(kernel):
    with folder():
        await kernel.start(a=FOLLOW, b="there = notes.exists()")
        assert kernel["there"] is False
        Path("notes.txt").write_text("")
        await kernel.send(FollowFiles(("notes.txt",), False))
        assert kernel["there"] is True
        Path("notes.txt").unlink()
        await kernel.send(FollowFiles(("notes.txt",), True))

        assert kernel["there"] is False


async def scenario_a_file_that_holds_what_it_held_sets_nothing_off(kernel):
    with folder():
        Path("notes.txt").write_text("one")
        await kernel.start(a=FOLLOW, b="text = notes.read_text()")
        Path("notes.txt").write_text("one")
        await kernel.send(FollowFiles(("notes.txt",), True))

        assert kernel.started == ""


async def scenario_a_large_file_is_told_apart_by_size_and_time(kernel):
    with folder():
        Path("notes.txt").write_bytes(bytes(100_000))
        await kernel.start(a=FOLLOW, b="size = len(notes.read_bytes())")
        Path("notes.txt").write_bytes(bytes(100_001))
        await kernel.send(FollowFiles(("notes.txt",), True))

        assert kernel["size"] == 100_001


async def scenario_readers_follow_a_cell_that_writes_and_the_writer_is_left_out(kernel):
    with folder():
        Path("notes.txt").write_text("1")
        await kernel.start(
            a=FOLLOW, b="n = int(notes.read_text())\nnotes.write_text(str(n + 1))", c="m = notes.read_text()"
        )

        assert (kernel["n"], kernel["m"]) == (1, "2")
        assert kernel.started == "abcc"


async def scenario_in_a_lazy_notebook_readers_go_stale(kernel):
    with folder():
        Path("notes.txt").write_text("one")
        await kernel.start(lazy=True, a=FOLLOW, b="text = notes.read_text()")
        await kernel.run_all()
        Path("notes.txt").write_text("two")
        await kernel.send(FollowFiles(("notes.txt",), True))

        assert (kernel["text"], kernel.status("b")) == ("one", "stale")


async def scenario_a_folder_is_followed_at_any_depth_but_not_what_its_files_hold(kernel):
    with folder():
        Path("data", "deep").mkdir(parents=True)
        await kernel.start(
            a="import cloche as cl\ndata = cl.watch.directory('data')",
            b="names = sorted(path.name for path in data.rglob('*'))",
        )
        Path("data", "deep", "a.csv").write_text("1")
        await kernel.send(FollowFiles(("data/deep/a.csv",), True))
        assert kernel["names"] == ["a.csv", "deep"]
        Path("data", "deep", "a.csv").write_text("2")
        await kernel.send(FollowFiles(("data/deep/a.csv",), True))

        assert kernel.started == ""


async def scenario_a_file_is_followed_where_it_lay_when_that_was_said(kernel):
    with folder():
        Path("notes.txt").write_text("one")
        Path("elsewhere").mkdir()
        await kernel.start(a=FOLLOW, b="seen = notes.absolute()", c="import os\nos.chdir('elsewhere')")
        Path("..", "notes.txt").write_text("two")
        await kernel.send(FollowFiles(("notes.txt",), True))

        assert kernel.started == "b"


async def scenario_a_path_is_at_hand_with_what_it_can_but_for_what_would_go_unseen(kernel):
    with folder():
        Path("notes.txt").write_text("Grüße", "utf-8")
        await kernel.start(
            a=FOLLOW,
            b="""import os
path = os.fspath(notes), str(notes), notes().name, notes.suffix, repr(notes)
read = notes.read_text(), notes.read_bytes()
try:
    notes.open()
except AttributeError as fault:
    said = str(fault)""",
        )

        assert kernel["path"] == ("notes.txt", "notes.txt", "notes.txt", ".txt", "FileState('notes.txt')")
        assert kernel["read"] == ("Grüße", "Grüße".encode())
        assert "`…().open`" in kernel["said"]


async def scenario_files_and_folders_are_not_mixed_up(kernel):
    with folder():
        Path("data").mkdir()
        Path("notes.txt").write_text("")
        await kernel.start(
            a="""import cloche as cl
said = []
file, directory = cl.watch.file, cl.watch.directory
for make, path in [(file, "data"), (directory, "notes.txt"), (directory, "none"), (file, 3)]:
    try:
        make(path)
    except (TypeError, ValueError) as fault:
        said.append(str(fault))""",
        )

        assert kernel["said"] == [
            "`data` is a folder. Follow it with `watch.directory`.",
            "`notes.txt` is a file. Follow it with `watch.file`.",
            "`none` is not there. Make the folder first.",
            "A path is a text or a `Path`, not 3.",
        ]
