/** Cells that never end by themselves, and what Stop does about them. */

/** What became of Python: its names are still there, or it was replaced. */
export type End = "kept" | "replaced";

export interface Endless {
  readonly code: string;
  /** With memory shared with the page, and without it; missing where others show the same. */
  readonly isolated: End;
  readonly plain?: End;
  /** Where there is neither that memory nor JSPI; missing where it does not come to wait at all. These run in every engine. */
  readonly bare?: End;
}

export const ENDLESS: Readonly<Record<string, Endless>> = {
  "a busy loop": { code: "while True:\n    pass", isolated: "kept", plain: "replaced", bare: "replaced" },
  "a loop that catches everything": {
    code: "while True:\n    try:\n        raise ValueError\n    except BaseException:\n        pass",
    isolated: "kept",
    plain: "replaced",
    bare: "replaced",
  },
  "a loop that swallows what its C code raises": {
    code: "while True:\n    try:\n        int('x')\n    except Exception:\n        pass",
    isolated: "kept",
  },
  "a sleep": { code: "import time\ntime.sleep(1000)", isolated: "kept", plain: "kept", bare: "kept" },
  "a question": { code: "input('Name: ')", isolated: "kept", plain: "kept", bare: "kept" },
  "a pattern that goes back and forth": {
    code: "import re\nre.match(r'(a+)+$', 'a' * 40 + 'b')",
    isolated: "kept",
    plain: "replaced",
    bare: "replaced",
  },
  "a call into C that never looks": {
    code: "sum(range(10**12))",
    isolated: "replaced",
    plain: "replaced",
    bare: "replaced",
  },
  "a number that is too large": { code: "10 ** 10 ** 8", isolated: "kept" },
  "an await": { code: "import asyncio\nawait asyncio.sleep(1000)", isolated: "kept", plain: "kept", bare: "kept" },
  "an awaited answer that never comes": {
    code: "from pyodide.http import pyfetch\nawait pyfetch('/hang')",
    isolated: "kept",
    plain: "kept",
    bare: "kept",
  },
  "an answer that never comes": {
    code: "from urllib.request import urlopen\nfrom js import location\nurlopen(location.origin + '/hang')",
    isolated: "kept",
    plain: "kept",
    bare: "replaced",
  },
  "a coroutine that plain code waits for": {
    code: "import asyncio\nasyncio.run(asyncio.sleep(1000))",
    isolated: "kept",
    plain: "kept",
  },
  "a value that never ends showing itself": {
    code: "class Endless:\n    def __repr__(self):\n        while True:\n            pass\nEndless()",
    isolated: "kept",
    plain: "replaced",
    bare: "replaced",
  },
  "prints without end": { code: "while True:\n    print('again')", isolated: "kept" },
  "an import without end": { code: "import endless_module", isolated: "kept" },
};

/** A name to look for afterwards, and a module for the import that never ends. */
export const BEFORE = "kept = 20\nopen('endless_module.py', 'w').write('while True: pass')";
