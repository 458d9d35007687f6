"""`cloche share`: a notebook in a link."""

from __future__ import annotations

import argparse
import os
import zlib
from base64 import urlsafe_b64encode

from cloche.cli.files import UnreadableError, exit_code, notebook_in, say, text_of

VERSION = "1"
LIMIT = 5_000_000
"""What a link may unfold to; the page refuses more."""
LONG = 8_000
"""Some programs cut links that are longer."""
BASE_URL = "http://127.0.0.1:8765/"

_HELP = f"""\
Print a link that holds the whole notebook. Whoever opens it gets a copy; nothing is uploaded, and the
notebook's text never reaches the server.

examples:
  cloche share notebook.py --base-url https://example.org/cloche/
  cloche share notebook.py | xclip

The base URL is where Cloche's page is served; without --base-url it is $CLOCHE_BASE_URL, or
{BASE_URL} (what `make play` serves).

exit codes: 0 done, 2 the file could not be read or is too large.
"""


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "share",
        help="print a link that holds a notebook",
        description=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="a notebook (.py)")
    parser.add_argument("--base-url", metavar="URL", help="the address of the page that opens it")
    parser.set_defaults(run=run)


@exit_code
def run(arguments: argparse.Namespace) -> int:
    """Print the link."""
    notebook_in(arguments.file)
    text = text_of(arguments.file)
    base = arguments.base_url or os.environ.get("CLOCHE_BASE_URL") or BASE_URL
    if not base.startswith(("http://", "https://")):
        raise UnreadableError(
            f"`{base}` is no web address.", hint="Give --base-url an address that begins with https:// or http://."
        )
    if len(text.encode()) > LIMIT:
        raise UnreadableError(
            f"{arguments.file} is larger than {LIMIT // 1_000_000} MB, and the page opens no such link.",
            hint="Put the file on a web server and share `?src=<its address>` instead.",
        )
    url = link(text, base)
    print(url)
    if len(url) > LONG:
        say(f"note: the link has {len(url):,} characters; some chat and mail programs cut links of this length.")
    return 0


def link(text: str, base: str) -> str:
    """The address of a page that opens `text`.

    >>> link("", "https://example.org/play")
    'https://example.org/play/#code/1.AwA'
    """
    start = base.partition("#")[0].partition("?")[0]
    if not start.endswith(("/", ".html")):
        start += "/"
    return f"{start}#code/{payload(text)}"


def payload(text: str) -> str:
    """The notebook in URL-safe letters: raw deflate, base64 without padding."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    squeezed = squeezer.compress(text.encode()) + squeezer.flush()
    return f"{VERSION}.{urlsafe_b64encode(squeezed).decode().rstrip('=')}"
