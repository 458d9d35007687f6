"""IPython's additions to Python, said in Python or kept as comments.

What a line asked for is never lost: it stays as a comment, under one that says
what to do instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cloche.analysis import CodeProblem, parse
from cloche.notebook.convert.installs import packages_of
from cloche.notebook.convert.literals import text_literal
from cloche.notebook.convert.pieces import PieceKind
from cloche.notebook.convert.statements import logical_lines

_INSTALL = re.compile(
    r"^[!%]{0,2}\s*(?:(?:python3?|\{?sys\.executable\}?)\s+-m\s+|uv\s+)?(?:pip3?|micromamba|mamba|conda)\s+(?:install|add)\b"
    r"|^[!%]\s*uv\s+add\b"
)
_MAGIC = re.compile(r"^\s*(?:[%!?]|(?:pip3?|conda|mamba)\s+install\s)|^\s*[\w.*]+\?{1,2}\s*$")
_ASSIGNED = re.compile(r"^\s*[\w.,\s()\[\]*]+=\s*(?:!(?!=)|%(?=\w))")

_SAME_BODY = frozenset(
    ["time", "timeit", "prun", "capture", "memit", "mprun", "lprun", "python", "python3", "pypy", "debug", "snakeviz"]
)
_NOT_NEEDED = frozenset(
    ["matplotlib", "pylab", "config", "load_ext", "reload_ext", "autoreload", "reset", "colors", "precision", "pprint"]
)
_INSTEAD = {
    "cd": "Use `os.chdir(...)`.",
    "env": 'Use `os.environ["NAME"] = "value"`.',
    "set_env": 'Use `os.environ["NAME"] = "value"`.',
    "pwd": "Use `os.getcwd()`.",
    "ls": "Use `os.listdir()`.",
    "run": "Import what you need from the file instead.",
    "load": "Paste the file's text here.",
    "who": "The variables panel shows all names.",
    "whos": "The variables panel shows all names.",
    "sql": "Use `cl.sql(...)`.",
}
_INSTALLED = "Cloche installs packages by itself: they are named in the file's header."
_NO_SHELL = "There is no shell here: use `pathlib`, `os` and `shutil` for files."


@dataclass(slots=True)
class Translated:
    """A cell of IPython in Python: what kind of piece it is, and what it asked to be installed."""

    kind: PieceKind
    text: str
    packages: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def translate(text: str) -> Translated:
    """The text of an IPython cell without IPython.

    >>> print(translate("%matplotlib inline\\nx = 1").text)
    # Not needed here:
    # %matplotlib inline
    x = 1
    """
    if not isinstance(parse(text), CodeProblem):
        return Translated("code", text)
    first = re.match(r"(?:[ \t]*\n)*(?=%%\w)", text)
    if first is not None:
        return _cell_magic(text[first.end() :])
    return _lines(text)


# -------------------------------------------------------------- cell magics


def _cell_magic(text: str) -> Translated:
    line, _, body = text.partition("\n")
    name, _, arguments = line[2:].strip().partition(" ")
    if name in _SAME_BODY:
        inner = translate(body)
        if inner.kind == "code":
            inner.text = f"# {line}\n{inner.text}"
            if name == "capture" and re.search(r"(?:^|\s)\w", arguments):
                inner.notes.append(f"`{line.strip()}` keeps nothing here: use `contextlib.redirect_stdout`.")
        return inner
    if name in ("markdown", "md"):
        return Translated("markdown", body)
    if name == "latex":
        return Translated("markdown", body if "$" in body else f"$$\n{body}\n$$")
    if name in ("html", "HTML", "svg", "SVG"):
        return Translated("html", body)
    if name in ("writefile", "file") and (written := _written(arguments, body)):
        return Translated("code", f"# {line}\n{written}")
    problem = f"`%%{name}` is no Python and cannot run here: the cell is kept as a comment."
    if name in _INSTEAD:
        problem += f" {_INSTEAD[name]}"
    return Translated("code", f"# {problem}\n{_commented(text)}", notes=[problem])


def _written(arguments: str, body: str) -> str:
    words = arguments.split()
    names = [word for word in words if word not in ("-a", "--append")]
    if len(names) != 1:
        return ""
    path = names[0].strip("\"'")
    mode = "a" if len(names) < len(words) else "w"
    return f'with open({path!r}, "{mode}") as _file:\n    _file.write({text_literal(body + chr(10))})'


# -------------------------------------------------------------- single lines


def _is_foreign(line: str) -> bool:
    return bool(_MAGIC.match(line) or _ASSIGNED.match(line))


def _lines(text: str) -> Translated:
    done = Translated("code", "")
    lines: list[str] = []
    said = ""
    for is_foreign, line in logical_lines(text, _is_foreign):
        if not is_foreign:
            lines.append(line)
            said = said if not line.strip() else ""
            continue
        indentation = line[: len(line) - len(line.lstrip())]
        reason, kept = _line(line.strip(), done)
        if indentation:
            # A block may consist of nothing else, and needs a statement.
            lines.append(f"{indentation}pass")
        if reason and reason != said:
            lines.append(f"{indentation}# {reason}")
        said = reason
        lines += [indentation + part for part in kept.split("\n")]
    done.text = "\n".join(lines)
    return done


def _line(line: str, done: Translated) -> tuple[str, str]:
    """Why the line cannot stay, and what stays in its place."""
    commented = _commented(line)
    if _INSTALL.match(line):
        packages, unknown = packages_of(line)
        done.packages += packages
        if unknown:
            done.notes.append(f"What `{line}` installs could not all be told: {', '.join(unknown)}.")
        return _INSTALLED, commented
    if line.startswith("?") or line.endswith("?"):
        return "Use `help(...)`.", commented
    if line.startswith("!") or (_ASSIGNED.match(line) and "!" in line.partition("=")[2][:3]):
        done.notes.append(f"`{line}` asks for a shell, and there is none in a browser.")
        return _NO_SHELL, commented
    magic = re.match(r"[\w.,\s()\[\]*=]*?%+\s*(\w*)\s*(.*)", line, re.DOTALL)
    name, rest = (magic[1], magic[2]) if magic else ("", "")
    if name == "time" and line.startswith("%") and rest and not isinstance(parse(rest), CodeProblem):
        return "", f"# %time\n{rest}"
    if name in _NOT_NEEDED:
        return "Not needed here:", commented
    reason = _INSTEAD.get(name, "An IPython magic, which is no Python:")
    done.notes.append(f"`{line}` is an IPython magic: it is kept as a comment.")
    return reason, commented


def _commented(text: str) -> str:
    return "\n".join(f"# {line}" if line.strip() else "#" for line in text.split("\n"))
