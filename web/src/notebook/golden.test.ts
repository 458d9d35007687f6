import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { CellAnalysis, CellId } from "../../../worker/src/wire/messages.js";
import { appConfig, type Cell, changeCell, type NotebookDocument } from "./document.js";
import { readNotebook } from "./read.js";
import { writeNotebook } from "./write.js";

const folder = new URL("../../../tests/format/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".py"));

interface Signed {
  readonly savedAs: Cell["kind"];
  readonly params: string[];
  readonly returns: string[];
  readonly isAsync: boolean;
}

const source = (name: string) => readFileSync(new URL(name, folder), "utf8");
const golden = (name: string) => JSON.parse(source(name.replace(/py$/, "json")));

/** What the kernel would have told the page about these cells. */
function told(document: NotebookDocument, signatures: readonly Signed[]): Map<CellId, CellAnalysis> {
  return new Map(
    document.cells.map((cell, at) => {
      const {
        savedAs,
        params = [],
        returns = [],
        isAsync = false,
      } = signatures[at] ?? ({ savedAs: cell.kind } as Signed);
      return [cell.id, { cell: cell.id, defs: [], refs: [], params, returns, isAsync, kind: savedAs }];
    }),
  );
}

test("there are golden notebooks", () => {
  expect(names.length).toBeGreaterThan(15);
});

test.each(names)("%s: the page reads the cells that the kernel reads", (name) => {
  const expected = golden(name);

  const document = readNotebook(source(name), name);

  const cells = document.cells.map(({ name, code, kind, config, extra }) => ({
    name,
    code,
    kind,
    config: {
      ...(config.column === null ? {} : { column: config.column }),
      ...(config.disabled ? { disabled: true } : {}),
      ...(config.hideCode ? { hide_code: true } : {}),
      ...Object.fromEntries(extra.map((option) => [option.name, option.value])),
    },
  }));
  expect(cells).toEqual(
    expected.cells.map(({ name, code, kind, config }: Record<string, unknown>) => ({ name, code, kind, config })),
  );
  const { header, module, alias, version } = document;
  expect({ header, module, alias, version, app: appConfig(document) }).toEqual({
    header: expected.header,
    module: expected.module,
    alias: expected.alias,
    version: expected.version,
    app: expected.app,
  });
});

test.each(names)("%s: unedited, it is written byte for byte", (name) => {
  expect(writeNotebook(readNotebook(source(name), name))).toBe(source(name));
});

test.each(names)("%s: written anew, it is the file that the kernel writes", (name) => {
  const { cells, rewritten } = golden(name);
  const document = { ...readNotebook(source(name), name), origin: null };

  expect(writeNotebook(document, told(document, cells))).toBe(rewritten);
});

test.each(names)("%s: with one cell edited, the rest is as it was", (name) => {
  const { edit } = golden(name);
  if (edit === null) return;
  const read = readNotebook(source(name), name);
  const document = changeCell(read, (read.cells[edit.cell] as Cell).id, { code: edit.code });

  expect(writeNotebook(document, told(document, edit.signatures))).toBe(edit.text);
});
