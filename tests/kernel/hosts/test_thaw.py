"""What a Python from a snapshot does until its files are there (`wheels/thaw.py`)."""

import importlib
import io
import sys
import types
import zipfile
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[3] / "wheels" / "thaw.py"


class Bytes(bytes):
    """As the worker hands them over."""

    def to_bytes(self):
        return bytes(self)


@pytest.fixture
def frozen(monkeypatch):
    ffi = types.ModuleType("pyodide.ffi")
    ffi.JsException = type("JsException", (Exception,), {})
    monkeypatch.setitem(sys.modules, "pyodide", types.ModuleType("pyodide"))
    monkeypatch.setitem(sys.modules, "pyodide.ffi", ffi)
    module = types.ModuleType("_cloche_thaw")
    exec(compile(SOURCE.read_text(encoding="utf-8"), str(SOURCE), "exec"), vars(module))
    return module


def archive(*names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name in names:
            made.writestr(name, "VALUE = 1\n")
    return Bytes(content.getvalue())


def test_files_come_a_few_at_a_time_until_all_are_there(frozen, tmp_path):
    frozen.unpack(archive("one.py", "two/three.py"), str(tmp_path))

    steps = [frozen.unpack_some(0), frozen.unpack_some(0)]

    assert steps == [False, True]
    assert sorted(path.name for path in tmp_path.rglob("*.py")) == ["one.py", "three.py"]
    assert frozen.LIBRARY.bring is None


def test_an_import_meanwhile_waits_for_all_of_them(frozen, tmp_path, monkeypatch):
    names = ["thaw_first.py", "thaw_second.py", "thaw_third.py"]
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "meta_path", [frozen.LIBRARY, *sys.meta_path])
    frozen.unpack(archive(*names), str(tmp_path))
    frozen.unpack_some(0)

    module = importlib.import_module("thaw_first")

    assert module.VALUE == 1
    assert sorted(path.name for path in tmp_path.glob("*.py")) == names
    assert frozen.unpack_some(0) is True


def test_a_stop_while_somebody_waits_leaves_the_next_import_to_go_on(frozen):
    def stopped():
        raise KeyboardInterrupt

    frozen.LIBRARY.bring = stopped

    with pytest.raises(KeyboardInterrupt):
        frozen.LIBRARY.find_spec("anything")

    assert frozen.LIBRARY.bring is stopped
