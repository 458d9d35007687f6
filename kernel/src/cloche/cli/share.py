"""`cloche share`: a notebook in a link."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from cloche.cli.files import UnreadableError, exit_code, notebook_in, say
from cloche.cli.link import LIMIT, LONG, link
from cloche.cli.secrets import secrets_in
from cloche.cli.siblings import imported_files

BASE_URL = "http://127.0.0.1:8765/"

_HELP = f"""\
Print a link that holds the whole notebook, and the files that it needs. Whoever opens it gets a copy;
nothing is uploaded, and what is in the link never reaches the server.

examples:
  cloche share notebook.py --base-url https://example.org/cloche/
  cloche share notebook.py helper.py data/towns.csv
  cloche share notebook.py | xclip

The base URL is where Cloche's page is served; without --base-url it is $CLOCHE_BASE_URL, or
{BASE_URL} (what `make play` serves).

What looks like a password, key or token is not shared unless --with-secrets says so.

exit codes: 0 done, 1 something in it looks like a secret, 2 a file could not be read or is too large.
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
    parser.add_argument("others", metavar="OTHER", nargs="*", help="a file beside or below it, to go with it")
    parser.add_argument("--base-url", metavar="URL", help="the address of the page that opens it")
    parser.add_argument("--with-secrets", action="store_true", help="share it although it seems to hold secrets")
    parser.set_defaults(run=run, list="others")


@exit_code
def run(arguments: argparse.Namespace) -> int:
    """Print the link."""
    notebook_in(arguments.file)
    base = arguments.base_url or os.environ.get("CLOCHE_BASE_URL") or BASE_URL
    if not base.startswith(("http://", "https://")):
        raise UnreadableError(
            f"`{base}` is no web address.", hint="Give --base-url an address that begins with https:// or http://."
        )
    contents = _contents(arguments.file, arguments.others)
    if _warn_of_secrets(contents) and not arguments.with_secrets:
        say("        Read them from the environment or an input, or say --with-secrets. Nothing was shared.")
        return 1
    absent = [name for name in imported_files(Path(arguments.file)) if name not in contents]
    url = link(contents, base, absent)
    print(url)
    if len(url) > LONG:
        say(f"note: the link has {len(url):,} letters; some chat and mail programs cut links of this length.")
    if absent:
        say(f"note: it imports {', '.join(absent)}, which is not in the link: name it after the notebook to share it.")
    return 0


def _contents(notebook: str, others: list[str]) -> dict[str, bytes]:
    """The files by the names they will have in the notebook's folder."""
    folder = Path(notebook).resolve().parent
    contents: dict[str, bytes] = {}
    for name in [notebook, *others]:
        path = Path(name).resolve()
        if not path.is_relative_to(folder):
            raise UnreadableError(
                f"{name} is not in the notebook's folder, so the notebook could not find it there.",
                hint=f"Put it beside {Path(notebook).name}, or into a folder below.",
            )
        try:
            contents[path.relative_to(folder).as_posix()] = path.read_bytes()
        except OSError as error:
            raise UnreadableError(
                f"{name} cannot be read: {error.strerror or error}.", hint="Check the path and that you may read it."
            ) from None
    if sum(map(len, contents.values())) > LIMIT:
        raise UnreadableError(
            f"{notebook} {'and its files are' if others else 'is'} larger than {LIMIT // 1_000_000} MB, "
            "and the page opens no such link.",
            hint="Put it on a web server and share `?src=<its address>` instead.",
        )
    return contents


def _warn_of_secrets(contents: dict[str, bytes]) -> bool:
    found = [
        (name, secret)
        for name, content in contents.items()
        for secret in secrets_in(content.decode("utf-8", "replace"))
    ]
    for name, secret in found:
        say(f"cloche: {name}:{secret.line}: this looks like {secret.kind}: {secret.shown}")
    return bool(found)
