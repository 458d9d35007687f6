import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook-page.ts";
import { withoutSuspending } from "./support/worker-prelude.ts";

/** Recursion through C without an end: what stands in each cell, and what is to come of it. */
const ENDLESS = [
  "class A:\n    def __repr__(self): return repr(self)\n_a = A()\nrepr(_a)",
  "class B:\n    def __repr__(self): return f'<{self!r}>'\nB()",
  "class C:\n    def __getattr__(self, name): return self.other\nC().some",
  "class D:\n    def __call__(self): return self()\nD()()",
  "class E:\n    def __new__(cls): return E()\nE()",
  "class F:\n    def __eq__(self, other): return self == other\n    def __hash__(self): return hash(self)\nF() == F()",
  "class G:\n    def __bool__(self): return bool(self)\nnot G()",
  "class H:\n    def __iter__(self): return iter(self)\nlist(H())",
  "class J:\n    def __add__(self, other): return self + other\nJ() + 1",
  "def k(x): return list(map(k, [x]))\nk(1)",
  "def m(x): return sorted([1, 2], key=m)\nm(1)",
  "from functools import lru_cache as _cached\n@_cached\ndef n(x): return n(x + 1)\nn(0)",
  "import copy\n_deep = []\nfor _ in range(3000): _deep = [_deep]\ncopy.deepcopy(_deep)",
  "import pickle\n_nested = []\nfor _ in range(3000): _nested = [_nested]\npickle.dumps(_nested)",
  "def p(x): return p(x + 1)\np(0)",
];
/** What is deep and has an end gives its result. */
const DEEP: readonly (readonly [string, string])[] = [
  ["from functools import lru_cache\n@lru_cache\ndef count(n): return n and 1 + count(n - 1)\ncount(DEPTH)", "DEPTH"],
  ["def total(n): return sum(total(n - 1) for _ in 'a') + 1 if n else 0\ntotal(DEPTH)", "DEPTH"],
  ["def down(n): return n and down(n - 1)\ndown(900)", "0"],
];

for (const [way, depth] of [
  ["with", "350"],
  ["without", "150"],
] as const) {
  test(`recursion through C ends in an error ${way} JSPI, and Python lives on`, async ({ page, host }) => {
    const notebook = new NotebookPage(page, await host(way === "with" ? {} : await withoutSuspending(host)));

    await notebook.open([...ENDLESS, ...DEEP.map(([code]) => code.replace("DEPTH", depth))]);
    await notebook.settled();

    for (const at of ENDLESS.keys()) await expect(notebook.part(at, "error")).toContainText("RecursionError");
    for (const [at, [, result]] of DEEP.entries()) {
      await expect(notebook.output(ENDLESS.length + at)).toHaveText(result.replace("DEPTH", depth));
    }
    await expect(page.locator(".notice")).toHaveCount(0);
    await notebook.editAndRun(0, "import asyncio\nawait asyncio.sleep(0)\ncount(3)");
    await expect(notebook.output(0)).toHaveText("3");
  });
}
