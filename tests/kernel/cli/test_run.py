"""`cloche run` and the command line around it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cloche.cli import main

SOURCE = Path(__file__).parents[3] / "kernel" / "src"

NOTEBOOK = """import cloche

app = cloche.App()


@app.cell
def good():
    import cloche as cl

    print("printed")
    cl.md(f"**n** is {cl.cli_args().get('n')}")
    return


@app.cell
def bad():
    x = 1 / 0
    return (x,)


@app.cell
def below(x):
    x
    return


@app.cell
def other():
    6 * 7
    return
"""


def cloche(*arguments):
    command = [sys.executable, "-m", "cloche", *arguments]
    return subprocess.run(command, env={"PYTHONPATH": str(SOURCE)}, capture_output=True, text=True, check=False)


def test_run_prints_what_cells_print_and_show_and_fails_if_one_fails(tmp_path):
    path = tmp_path / "nb.py"
    path.write_text(NOTEBOOK, "utf-8")

    done = cloche("run", str(path), "--", "--n", "3")

    assert done.returncode == 1
    assert done.stdout == "printed\nn is 3\n42\n"
    assert "cell 2 bad: Traceback" in done.stderr and "ZeroDivisionError: division by zero" in done.stderr
    assert "cell 3 below: Not run, because cell `bad` failed." in done.stderr


def test_run_of_a_good_notebook_succeeds(tmp_path):
    path = tmp_path / "nb.py"
    path.write_text(NOTEBOOK.replace("1 / 0", "1"), "utf-8")

    assert cloche("run", str(path)).returncode == 0


def test_a_file_that_is_not_there_is_an_error_in_words():
    done = cloche("run", "nowhere.py")

    assert done.returncode == 2
    assert done.stderr.startswith("cloche: nowhere.py cannot be read")


STOPPED = "cell 1: KeyboardInterrupt: You stopped this cell.\n"

WORKER = """
    async def worker():
        while True:
            await asyncio.sleep(0)
    """


@pytest.mark.parametrize(
    ("busy", "said"),
    [
        ("while True: pass", STOPPED),
        ("import time; time.sleep(60)", STOPPED),
        ("import asyncio\n    await asyncio.sleep(60)", STOPPED),
        ("import asyncio\n    while True: await asyncio.sleep(0)", STOPPED),
        (f"import asyncio{WORKER}await asyncio.gather(worker(), worker())", STOPPED),
        (f"import asyncio{WORKER}t = asyncio.create_task(worker())\n    await asyncio.sleep(60)", STOPPED),
        (
            "try:\n        while True: pass\n    except KeyboardInterrupt:\n        1 / 0",
            "ZeroDivisionError: division by zero",
        ),
    ],
)
def test_ctrl_c_stops_a_cell_whatever_it_is_at(tmp_path, busy, said):
    path = tmp_path / "nb.py"
    word = "async def" if "await" in busy else "def"
    cell = f"@app.cell\n{word} _():\n    print('begun', flush=True)\n    {busy}\n    return\n"
    path.write_text(f"import cloche\napp = cloche.App()\n\n{cell}", "utf-8")
    command = [sys.executable, "-m", "cloche", "run", str(path)]
    running = subprocess.Popen(command, env={"PYTHONPATH": str(SOURCE)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout.readline() == b"begun\n"

    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)

    assert (running.returncode, told.decode()) == (130, said) if said == STOPPED else (1, said in told.decode())


def test_on_a_terminal_the_cell_that_runs_is_told_and_taken_back(tmp_path):
    path = tmp_path / "nb.py"
    path.write_text(NOTEBOOK.replace("1 / 0", "1"), "utf-8")
    ours, theirs = os.openpty()

    command = [sys.executable, "-m", "cloche", "run", str(path)]
    done = subprocess.run(command, env={"PYTHONPATH": str(SOURCE)}, stdout=subprocess.PIPE, stderr=theirs, check=True)
    os.close(theirs)
    said = os.read(ours, 10_000).decode()
    os.close(ours)

    assert "[1/4] cell 1 good …" in said and said.endswith("\x1b[2K")
    assert done.stdout.decode().startswith("printed")


def test_help_names_every_verb_and_version_is_told():
    assert {"run", "inspect"} <= set(cloche("--help").stdout.split())
    assert cloche("--version").stdout == "cloche 0.1.0\n"


def test_a_verb_imports_only_its_own_module():
    look = "sys.exit('cloche.cli.inspect' in sys.modules)"
    code = f"import sys; from cloche.cli import _parser; _parser(['run', 'x']); {look}"

    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(SOURCE)}, check=False).returncode == 0


def test_an_interrupt_ends_the_program_quietly(monkeypatch, tmp_path):
    path = tmp_path / "nb.py"
    path.write_text(NOTEBOOK, "utf-8")

    def interrupted(arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("cloche.cli.run.run", interrupted)

    assert main(["run", str(path)]) == 130
