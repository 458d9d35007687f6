"""Compares Cloche's public names, parameters and defaults with marimo's, and writes docs/api-comparison.md.

    .venv/bin/python tests/api/compare.py

`marimo.json` beside this file holds marimo's side (`facts.py` made it); Cloche's is looked up now. A name that is
there and takes whatever marimo's takes is the same; anything else needs a reason in `reasons.py`.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs" / "api-comparison.md"

sys.path[:0] = [str(HERE), str(ROOT / "kernel" / "src")]

from facts import facts  # noqa: E402
from reasons import DIFFERENT, NOT_APPLICABLE, NOT_YET  # noqa: E402

NAMED = ("positional_only", "positional_or_keyword")


@dataclass(frozen=True)
class Row:
    name: str
    state: str
    """`same`, `different`, `not yet` or `not applicable`."""
    told: str = ""


def rows():
    """A row for each of marimo's names."""
    theirs = json.loads((HERE / "marimo.json").read_text("utf-8"))["names"]
    ours = facts("cloche")["names"]
    return [row(name, fact, ours.get(name), ours) for name, fact in sorted(theirs.items(), key=order)]


def order(item):
    name = item[0]
    group = name.partition(".")[0] if "." in name or "()" in name else ""
    return (group != "", group, name)


def row(name, theirs, ours, all_ours):
    parent = name.rpartition(".")[0].removesuffix("()")
    for known in (name, parent):
        if known in NOT_APPLICABLE:
            return Row(name, "not applicable", NOT_APPLICABLE[known])
    if ours is None:
        return Row(name, "not yet", NOT_YET.get(name, ""))
    found = differences(theirs, ours)
    if not found:
        return Row(name, "same")
    reason = DIFFERENT.get(name, "")
    return Row(name, "different", f"{'; '.join(found)}. {reason}".strip())


def differences(theirs, ours):
    """What a call that marimo takes would meet here, in words."""
    if theirs["kind"] in ("value", "module", "attribute") or theirs.get("parameters") is None:
        return []
    if ours.get("parameters") is None:
        return ["takes nothing that is known"] if theirs["parameters"] else []
    mine = {name: (kind, default) for name, kind, default in ours["parameters"]}
    places = [name for name, kind, _ in ours["parameters"] if kind in NAMED]
    takes_any = any(kind == "var_keyword" for _, kind, _ in ours["parameters"])
    takes_more = any(kind == "var_positional" for _, kind, _ in ours["parameters"])
    found = []
    for at, (name, kind, default) in enumerate(theirs["parameters"]):
        if kind == "var_positional":
            found += [] if takes_more else [f"no `*{name}`"]
        elif kind == "var_keyword":
            found += [] if takes_any else [f"no `**{name}`"]
        elif name not in mine:
            found.append(f"no `{name}`")
        else:
            found += compared(name, kind, default, at, mine[name], places)
    known = {name for name, _, _ in theirs["parameters"]}
    for name, kind, default in ours["parameters"]:
        if name not in known and default is None and kind in (*NAMED, "keyword_only"):
            found.append(f"`{name}` is required")
    return found


def compared(name, kind, default, at, mine, places):
    my_kind, my_default = mine
    found = []
    if kind == "positional_or_keyword" and (my_kind == "keyword_only" or places.index(name) != at):
        found.append(f"`{name}` is by keyword" if my_kind == "keyword_only" else f"`{name}` stands elsewhere")
    if kind != "positional_only" and my_kind == "positional_only":
        found.append(f"`{name}` is by place")
    if default != my_default and not (default is None and my_default is not None):
        found.append(f"`{name}` is {'required' if my_default is None else my_default}, not {default}")
    return found


def page():
    """The whole of docs/api-comparison.md."""
    found = rows()
    states = ("same", "different", "not yet", "not applicable")
    same, different, not_yet, not_applicable = (sum(each.state == state for each in found) for state in states)
    version = json.loads((HERE / "marimo.json").read_text("utf-8"))["version"]
    head = f"""# Cloche's names beside marimo's

Every public name of marimo {version}, with its parameters and their defaults, looked up by `tests/api/compare.py`:
{same} the same, {different} different, {not_yet} not yet, {not_applicable} not applicable. *The same* means that
whatever marimo's takes is taken here with the same defaults; Cloche's may take more. A difference has its reason.

Write `import cloche as cl` where marimo's pages say `import marimo as mo`; a notebook that imports marimo runs too.
"""
    parts = [head]
    for group in dict.fromkeys(order((each.name,))[1] for each in found):
        members = [each for each in found if order((each.name,))[1] == group]
        title = f"`{group}`" if group else "At the top"
        lines = "\n".join(
            f"| `{each.name}` | {each.state} | {each.told.replace('|', chr(92) + '|')} |" for each in members
        )
        parts.append(f"## {title}\n\n| name | | |\n|---|---|---|\n{lines}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    unexplained = [each for each in rows() if each.state == "different" and each.name not in DIFFERENT]
    for each in unexplained:
        print(f"{each.name}: {each.told}", file=sys.stderr)
    sys.exit(1 if unexplained else 0)
