"""Find the browsers that tests drive, install them where that is possible, and write down where they are.

The result is a JSON file `{"chromium": path or null, "firefox": path or null, "webkit": {...} or null, "reasons":
{engine: why it is missing}}`. Chromium is needed: without it this fails. Firefox and WebKit are extra: without them
their tests are skipped, with the reason written here.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIREFOX_NAMES = ("firefox-esr", "firefox")

_apt_is_fresh = False


def first_of(names: tuple[str, ...]) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


def can_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(*packages: str) -> bool:
    """Install Debian packages as root; false where that is not possible."""
    global _apt_is_fresh
    if not can_apt():
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if not _apt_is_fresh:
        subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
        _apt_is_fresh = True
    print(f"setup: apt-get install {' '.join(packages)}", flush=True)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.run(install, env=environment, stdout=subprocess.DEVNULL, check=False).returncode == 0


def playwright_chromium() -> str | None:
    """Playwright's own Chromium, fetched if need be; its path as Playwright tells it."""
    if subprocess.run(["npx", "playwright", "install", "chromium"], cwd=ROOT, check=False).returncode != 0:
        return None
    script = "import('@playwright/test').then(p => console.log(p.chromium.executablePath()))"
    found = subprocess.run(["node", "-e", script], cwd=ROOT, capture_output=True, text=True, check=False)
    path = found.stdout.strip()
    return path if path and Path(path).exists() else None


def find_chromium() -> str:
    if named := os.environ.get("CHROMIUM"):
        if not Path(named).exists():
            sys.exit(f"CHROMIUM={named} does not exist. Unset it, or name a Chromium or Chrome executable.")
        return named
    found = first_of(CHROMIUM_NAMES)
    if not found and apt_install("chromium"):
        found = first_of(CHROMIUM_NAMES)
    found = found or playwright_chromium()
    if not found:
        sys.exit(
            "No browser to test with. Install one (Debian: apt-get install chromium), "
            "or name one: CHROMIUM=/path/to/chrome make test"
        )
    return found


def find_firefox() -> str | None:
    named = os.environ.get("FIREFOX") or first_of(FIREFOX_NAMES)
    if not named and apt_install("firefox-esr"):
        named = first_of(FIREFOX_NAMES)
    return named


def find_webkit() -> dict[str, str] | None:
    def present() -> dict[str, str] | None:
        libraries = Path("/usr/lib") / f"{platform.machine()}-linux-gnu"
        mini = next((str(path) for path in sorted(libraries.glob("webkit2gtk-*/MiniBrowser"))), None)
        driver, xvfb = shutil.which("WebKitWebDriver"), shutil.which("xvfb-run")
        return {"driver": driver, "browser": mini, "xvfb": xvfb} if driver and mini and xvfb else None

    found = present()
    if not found and apt_install("webkit2gtk-driver", "xvfb", "xauth"):
        found = present()
    return found


def main(target: Path) -> None:
    found: dict[str, Any] = {"chromium": find_chromium(), "firefox": find_firefox(), "webkit": find_webkit()}
    how = "and apt-get could not install it" if can_apt() else "and only root on Debian or Ubuntu can have it installed"
    packages = {"firefox": "firefox-esr", "webkit": "webkit2gtk-driver xvfb xauth"}
    found["reasons"] = {
        engine: f"{engine} is not here {how} (apt-get install {package}; then delete {target.relative_to(ROOT)})"
        for engine, package in packages.items()
        if not found[engine]
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(found, indent=2) + "\n")
    print(f"setup: testing with {found['chromium']}", flush=True)
    for reason in found["reasons"].values():
        print(f"setup: {reason}", flush=True)


if __name__ == "__main__":
    main((ROOT / sys.argv[1]).resolve())
