"""One Pyodide a module, with the built kernel wheel, its dependencies and the scenarios unpacked in it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.pyodide.dist import kernel_archive


class Pyodide:
    """Runs Python in Pyodide. `run` evaluates an async function body and gives back what it returns, through JSON."""

    def __init__(self, runner: Any) -> None:
        self.runner = runner

    def load_packages(self, *names: str) -> None:
        self.runner.run_js(f"await pyodide.loadPackage({json.dumps(names)});")

    def unpack(self, archive: Path) -> None:
        self.runner.run_js(
            f"""
            const bytes = require("fs").readFileSync({json.dumps(str(archive))});
            const site = pyodide.runPython("import site; site.getsitepackages()[0]");
            pyodide.unpackArchive(new Uint8Array(bytes), "zip", {{ extractDir: site }});
            pyodide.runPython("import importlib; importlib.invalidate_caches()");
            """
        )

    def run(self, body: str, seconds: float = 60) -> Any:
        indented = textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
        code = f"import json\nasync def _main():\n{indented}\n    return None\njson.dumps(await _main())"
        self.runner.set_script_timeout(seconds)
        return json.loads(self.runner.run_js(f"return await pyodide.runPythonAsync({json.dumps(code)});"))


@pytest.fixture(scope="module")
def pyodide(selenium_module_scope: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pyodide]:
    selenium_module_scope.set_script_timeout(120)
    started = Pyodide(selenium_module_scope)
    started.unpack(kernel_archive(tmp_path_factory.mktemp("kernel")))
    yield started
