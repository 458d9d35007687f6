"""Lets `import marimo` find Cloche in plain Python. Read at every start of Python, so it imports next to nothing.

PYTEST_DONT_REWRITE: pytest would warn in every run that it comes too late to this file.
"""

import sys


class LateAlias:
    """Hands over to `cloche.hosts.alias` when somebody asks for marimo and nobody else has it."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != "marimo" and not name.startswith("marimo."):
            return None
        from cloche.hosts.alias import AliasFinder

        return AliasFinder.find_spec(name, path, target)


sys.meta_path.append(LateAlias)
