"""Which modules belong to the notebook's folder."""

import importlib
import sys

from cloche.runtime.modules import Modules


def test_an_environment_inside_the_folder_is_not_the_notebooks(tmp_path, monkeypatch):
    installed = tmp_path / "env" / "packages"
    installed.mkdir(parents=True)
    (installed / "installed_thing.py").write_text("import own_thing\n")
    (tmp_path / "own_thing.py").write_text("")
    (tmp_path / "own_reader.py").write_text("import own_thing\n")
    monkeypatch.syspath_prepend(installed)
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("own_thing", "own_reader", "installed_thing"):
        monkeypatch.delitem(sys.modules, name, raising=False)
        importlib.import_module(name)

    gone = Modules(str(tmp_path)).let_go(["own_thing.py"])

    assert gone == {"own_thing", "own_reader"}
    assert "installed_thing" in sys.modules
    del sys.modules["installed_thing"]
