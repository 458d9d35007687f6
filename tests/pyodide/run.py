"""Run `tests/pyodide/` once in each Pyodide: `python -m tests.pyodide.run [pytest arguments]`.

pytest-pyodide knows one dist folder a session, so each Pyodide is a pytest of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.pyodide.dist import NEW, OLD, ROOT, Distribution, declare_commonjs, prepare


def run(distribution: Distribution, arguments: list[str]) -> int:
    print(f"--- Pyodide {distribution.version}", flush=True)
    command = [sys.executable, "-m", "pytest", "tests/pyodide", "--runtime=node", f"--dist-dir={distribution.folder}"]
    if not distribution.has_numpy:
        command.append("--deselect=tests/pyodide/test_numpy.py")
    # The driver starts `node` by name: the pinned one, which has JSPI.
    environment = {**os.environ, "PATH": f"{ROOT / 'node_modules' / '.bin'}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run([*command, *arguments], cwd=ROOT, env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    declare_commonjs(Path(sys.prefix))  # the driver in site-packages
    codes = [run(prepare(version), arguments) for version in (NEW, OLD)]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
