"""The command line: `cloche <verb>`. One file per verb, imported only when it is asked for.

A verb's module has `register(verbs)`, which adds its parser and sets
`run=` to a function of the parsed arguments that gives the exit code.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from cloche.errors import ClocheError
from cloche.version import __version__

VERBS = ("run", "check", "inspect", "convert", "export", "share")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says and give the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        chosen = _parsed(words)
        return int(chosen.run(chosen))
    except ClocheError as error:
        print(f"cloche: {error.problem}", file=sys.stderr)
        if error.hint:
            print(f"        {error.hint}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does.
        sys.stderr.close()
        return 1


def _parsed(words: Sequence[str]) -> argparse.Namespace:
    parser = _parser(words)
    chosen, rest = parser.parse_known_args(words)
    # argparse ends a list of files at the first option. A verb that has one names it in `list`.
    files = getattr(chosen, "list", None)
    if files and not any(word.startswith("-") for word in rest):
        getattr(chosen, files).extend(rest)
    elif rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return chosen


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cloche",
        description="Reactive Python notebooks: plain .py files that run here and in the browser.",
        epilog="`cloche VERB --help` tells more about a verb.",
    )
    parser.add_argument("--version", action="version", version=f"cloche {__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    # Only the module of the verb that is used is imported; help needs all of them.
    used = [verb for verb in VERBS if verb == next((word for word in words if not word.startswith("-")), None)]
    for verb in used or VERBS:
        import_module(f"cloche.cli.{verb}").register(verbs)
    return parser
