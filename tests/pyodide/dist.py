"""Prepare what pytest-pyodide calls a "dist folder" for each Pyodide that the kernel is tested in. No tests here.

Two Pythons: the one the site ships (from npm) and an older, complete distribution (from PyPI, see
`docs/decisions/`), because numpy and matplotlib built for the newer one cannot be had from any registry.
"""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
NEW = "314"
OLD = "0.27.7"


@dataclass(frozen=True)
class Distribution:
    """One Pyodide to test in: its folder, and whether numpy and matplotlib are in it."""

    version: str
    folder: Path
    has_numpy: bool


def prepare(version: str) -> Distribution:
    """The dist folder for `version`, made anew from what set-up fetched."""
    folder = CACHE / "pytest-pyodide" / version
    source = ROOT / "node_modules" / "pyodide" if version == NEW else CACHE / "pyodide-0.27.7"
    if not source.is_dir():
        raise FileNotFoundError(f"{source} is missing: run `make setup` first")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    if version == NEW:
        empty_lock(folder / "pyodide-lock.json")
    else:
        declare_commonjs(folder)
    return Distribution(version, folder, has_numpy=version == OLD)


def empty_lock(lock_file: Path) -> None:
    """Forget packages that are not in the folder: pytest-pyodide would try to load some of them from a CDN."""
    lock = json.loads(lock_file.read_text())
    lock["packages"] = {}
    lock_file.write_text(json.dumps(lock))


def declare_commonjs(folder: Path) -> None:
    """Let Node read `.js` files in `folder` as CommonJS, although this project's own `package.json` says modules."""
    (folder / "package.json").write_text('{"type": "commonjs"}\n')


def kernel_archive(folder: Path) -> Path:
    """Into `folder`: one zip with the built kernel wheel, what it needs, the scenarios, and witnesses."""
    wheels = sorted((ROOT / "dist" / "wheels").glob("cloche-*.whl"))
    if len(wheels) != 1:
        raise FileNotFoundError(f"dist/wheels/ holds {len(wheels)} kernel wheels, not one: run `make clean wheel`")
    archive = folder / "kernel.zip"
    with zipfile.ZipFile(archive, "w") as target:
        with zipfile.ZipFile(io.BytesIO(wheels[0].read_bytes())) as wheel:
            for name in wheel.namelist():
                target.writestr(name, wheel.read(name))
        for package in ("markdown_it", "mdit_py_plugins", "mdurl"):
            add_tree(target, Path(__import__(package).__file__ or "").parent, package)
        add_tree(target, ROOT / "tests" / "scenarios", "scenarios")
        for name in ("oracle", "programs"):
            target.write(ROOT / "tests" / "kernel" / "support" / f"{name}.py", f"support/{name}.py")
    return archive


def add_tree(target: zipfile.ZipFile, folder: Path, name: str) -> None:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            target.write(file, f"{name}/{file.relative_to(folder)}")
