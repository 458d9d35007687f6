"""What people write in a cell that is no Python, and what to write instead."""

from __future__ import annotations

import re

_INSTALL = re.compile(
    r"^\s*[!%]{0,2}\s*(python3?\s+-m\s+|uv\s+)?(pip3?|micromamba|mamba|conda)\s+(install|add)\b|^\s*[!%]?uv\s+add\b"
)
_COMMAND = re.compile(r"^\s*(cd|ls|mkdir|rm|cp|mv|cat|pwd|curl|wget|git|python3?|unzip|tar)\s+[\w./~-]")
_RAISE = re.compile(r"^\s*raise\s+\w+\s*,")
_FILES = "Use Python instead: `pathlib`, `os` and `shutil` for files."
_QUOTES = "These are curly quotes, as text processors make them. Type straight ones: ' or \"."

_BY_MESSAGE = {
    "Missing parentheses in call to 'print'": "Since Python 3, `print` is a function: `print(value)`.",
    "was never closed": "Close it, or look for a bracket or a comma that is missing in the lines after it.",
    "does not match opening": "The bracket is closed by one of another kind: look for one that is missing in between.",
    "unmatched ": "This bracket closes nothing: delete it, or open it before.",
    "inconsistent use of tabs and spaces": "Indent with spaces alone: select the lines, and indent them anew.",
    "unindent does not match": "Give the line as many spaces as the line that it belongs to.",
    "unexpected indent": "Delete the spaces before this line, or write the `if`, `for` or `def` it belongs under.",
    "expected an indented block": "Indent what belongs under the line before, or write `pass` there.",
    "unterminated string literal": "Close the text with the quote it begins with; for several lines, use three quotes.",
    "unterminated triple-quoted": "Close the text with three quotes.",
    "invalid decimal literal": "A name cannot begin with a digit: begin it with a letter.",
    "leading zeros in decimal": "Write the number without zeros before it, or as text in quotes.",
    "'break' outside loop": "`break` ends a loop. To end a cell, use `stop(True)` of cloche.",
    "'await' outside": "`await` works at the top of a cell and in an `async def`: make this function one.",
}
_BY_TEXT = {
    "“": _QUOTES,
    "”": _QUOTES,
    "‘": _QUOTES,
    "’": _QUOTES,
    "&&": "In Python this is `and`.",
    "||": "In Python this is `or`.",
    "++": "In Python this is `+= 1`.",
    "--": "In Python this is `-= 1`.",
    "$": "Python's names have no `$`.",
}


def syntax_hint(text: str, message: str, column: int | None) -> str:
    """One thing to do next about a line that is no Python, or nothing where Python's message says it."""
    if _INSTALL.match(text):
        return (
            "Nothing to install by hand: packages are installed by themselves when a cell imports them. "
            "Delete this line and write the `import`."
        )
    stripped = text.lstrip()
    if stripped.startswith("!"):
        return f"There is no shell here. {_FILES}"
    if stripped.startswith("%"):
        word = stripped.split()[0]
        return f"`{word}` is an IPython magic, which is not Python. Say it in Python, or delete the line."
    if stripped.startswith("?") or stripped.endswith("?"):
        return "`?` is IPython's help. Write `help(name)` instead."
    if message.startswith("'return' outside function"):
        return "A cell shows its last expression: write the value alone, without `return`."
    if message.startswith("'yield' outside function"):
        return "Put the `yield` into a function, and iterate over what the function returns."
    if _COMMAND.match(text) and "invalid syntax" in message:
        return f"`{stripped.split()[0]}` is a command of the shell, and there is none here. {_FILES}"
    for said, hint in _BY_MESSAGE.items():
        if said in message:
            return hint
    at = text[max(column - 2, 0) : column + 1] if column else ""
    for slip, hint in _BY_TEXT.items():
        if slip in at or ("invalid syntax" in message and re.search(rf"\s{re.escape(slip)}|{re.escape(slip)}\s", text)):
            return hint
    if "invalid syntax" in message and _RAISE.match(text):
        return "Write the message in brackets: `raise ValueError('message')`."
    return ""
