"""Run inside Pyodide by `compile.mjs`: source archives in, one archive of bytecode out."""

import importlib.util
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc  # no public name makes unchecked hash-based bytecode

MOMENT = (2026, 1, 1, 0, 0, 0)
"""The time in every entry, so that the same input gives the same bytes."""


def compile_archives(sources, target, place):
    """Write `target` with every module of the zips `sources` as `name.pyc`, and other files as they are.

    `place` is the folder that modules will be imported from. A file that does not compile (a template, a test of
    errors) is left as source.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as compiled:
        for source in sources:
            with zipfile.ZipFile(source) as archive:
                for name in archive.namelist():
                    if not name.endswith("/"):
                        name, body = compile_file(name, archive.read(name), place)
                        compiled.writestr(zipfile.ZipInfo(name, MOMENT), body, zipfile.ZIP_DEFLATED, 9)


def compile_file(name, body, place):
    if not name.endswith(".py"):
        return name, body
    try:
        code = compile(body, f"{place}/{name}", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return name, body
    return name + "c", _code_to_hash_pyc(code, importlib.util.source_hash(body), False)
