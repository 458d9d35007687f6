"""Which packages a notebook asks for: by `pip install` lines, and by its imports."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterable

_REQUIREMENT = re.compile(r"[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?(?:\[[\w,.\s-]+\])?(?:\s*[<>=!~]=?=?\s*[\w.*+!,<>=~-]+)?")
_TAKES_VALUE = frozenset(
    [
        "-i",
        "--index-url",
        "--extra-index-url",
        "-f",
        "--find-links",
        "-c",
        "--constraint",
        "-n",
        "--name",
        "-p",
        "--prefix",
        "--channel",
        "-t",
        "--target",
        "--platform",
        "--python-version",
        "--timeout",
        "--retries",
        "--proxy",
        "--trusted-host",
    ]
)
_ENDS = frozenset(["&&", "||", ";", "|", ">", ">>", "2>&1", "1>", "2>", "&", "#"])

PACKAGES = {
    "Bio": "biopython",
    "Crypto": "pycryptodome",
    "OpenSSL": "pyopenssl",
    "PIL": "pillow",
    "attr": "attrs",
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python",
    "dateutil": "python-dateutil",
    "docx": "python-docx",
    "dotenv": "python-dotenv",
    "fitz": "pymupdf",
    "git": "gitpython",
    "google": "",
    "jwt": "pyjwt",
    "mpl_toolkits": "matplotlib",
    "pkg_resources": "setuptools",
    "pptx": "python-pptx",
    "psycopg2": "psycopg2-binary",
    "pylab": "matplotlib",
    "serial": "pyserial",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "umap": "umap-learn",
    "usb": "pyusb",
    "yaml": "pyyaml",
    "zmq": "pyzmq",
}
"""The packages that are not called as what they are imported by; "" where nobody can tell."""

_NEVER = frozenset(
    [
        "IPython",
        "ipykernel",
        "js",
        "pyodide",
        "pyodide_js",
        "micropip",
        "cloche",
        "marimo",
        "google",
        "__main__",
        "this_notebook",
    ]
)


def packages_of(line: str) -> tuple[list[str], list[str]]:
    """The requirements of an install line, and those of its words that name none.

    >>> packages_of('%pip install -q "numpy>=2" pandas')
    (['numpy>=2', 'pandas'], [])
    """
    text = line.replace("\\\n", " ")
    try:
        words = shlex.split(text, comments=True)
    except ValueError:
        words = text.split()
    start = next((at for at, word in enumerate(words) if word in ("install", "add")), len(words))
    found: list[str] = []
    unknown: list[str] = []
    skip = False
    for word in words[start + 1 :]:
        if word in _ENDS or word.endswith(";"):
            break
        if skip:
            skip = False
        elif word in ("-r", "--requirement", "-e", "--editable"):
            unknown.append(word)
        elif word.startswith("-"):
            skip = word in _TAKES_VALUE
        elif _REQUIREMENT.fullmatch(word):
            found.append(word)
        else:
            unknown.append(word)
    return found, unknown


def imported_packages(modules: Iterable[str], local: Iterable[str] = ()) -> list[str]:
    """The packages that hold these top-level modules, sorted; the standard library is none.

    >>> imported_packages(["os", "sklearn", "numpy"])
    ['numpy', 'scikit-learn']
    """
    skipped = _NEVER | sys.stdlib_module_names | frozenset(local)
    return sorted({PACKAGES.get(name, name) for name in modules if name and name not in skipped} - {""})


def normal(requirement: str) -> str:
    """The package of a requirement, spelled as package indexes compare names.

    >>> normal("Scikit_Learn[all]>=1")
    'scikit-learn'
    """
    name = re.match(r"[\w.-]*", requirement.strip())
    return re.sub(r"[-_.]+", "-", name[0] if name else "").lower()
