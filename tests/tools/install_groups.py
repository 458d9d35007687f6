"""Install named dependency groups of `pyproject.toml` into this environment, and the kernel itself.

Groups are pinned there; pip is pinned here, because older ones do not know groups. The kernel is put on the path by
a `.pth` file instead of an editable install: it needs no build, so a broken README cannot stop a test run.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PIP = "pip==26.1"


def pip_install(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *arguments], cwd=ROOT, check=False)
    if done.returncode != 0:
        sys.exit(f"pip could not install {' '.join(arguments)}. Is PyPI (or your mirror of it) reachable?")


def main(groups: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    requirements = [wanted for group in groups for wanted in project["dependency-groups"][group]]

    print(f"setup: pip install of {', '.join(groups)} ({len(requirements)} packages)", flush=True)
    pip_install(PIP)
    pip_install(*requirements, *project["project"]["dependencies"])

    site_packages = Path(sysconfig.get_path("purelib"))
    (site_packages / "cloche-source.pth").write_text(f"{ROOT / 'kernel' / 'src'}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
