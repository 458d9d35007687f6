"""Run every check of `make lint`, show what each found, and end with one line a check."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent

CHECKS: dict[str, tuple[str, ...]] = {
    "ruff check": (str(BIN / "ruff"), "check", "--quiet", "."),
    "ruff format": (str(BIN / "ruff"), "format", "--check", "--quiet", "."),
    "mypy": (str(BIN / "mypy"),),
    "import-linter": (str(BIN / "lint-imports"),),
    "biome": ("npx", "biome", "check", "--error-on-warnings"),
    "tsc": ("npx", "tsc", "--build"),
    "TypeScript layers": ("node", "tests/tools/layers.mjs"),
}


def main() -> int:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "kernel" / "src")}
    failed = []
    for name, command in CHECKS.items():
        print(f"=== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0:
            failed.append(name)
    print(f"\nNot clean: {', '.join(failed)}." if failed else f"\nClean: {', '.join(CHECKS)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
