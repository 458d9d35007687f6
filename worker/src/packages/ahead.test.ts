import { expect, test } from "vitest";
import type { Manifest } from "../boot/manifest.js";
import { Ahead } from "./ahead.js";

const wheel = (name: string, depends: string[] = []) => ({
  ...{ name, version: "1", imports: [name], depends },
  ...{ file: `${name}.whl`, bytes: 1, sha256: "" },
});
const manifest = {
  standard: ["json"],
  wheels: [wheel("cloche"), wheel("segno", ["ink"]), wheel("ink"), wheel("other")],
  compiled: {},
} as unknown as Manifest;
const where = { wheelsURL: "/w/", indexURL: "/p/", packageBaseUrl: "https://far.example/" };

function bench() {
  const asked: string[] = [];
  const lock = {
    packages: {
      numpy: { file_name: "numpy.whl", imports: ["numpy"], depends: ["blas"] },
      blas: { file_name: "blas.whl", imports: [], depends: ["numpy"] },
    },
  };
  const downloads = {
    bytes: async (url: string) => {
      asked.push(url);
      if (url.includes("ink") && asked.filter((one) => one === url).length === 1) throw new Error("gone");
      return new Uint8Array(1);
    },
    json: async (url: string) => {
      asked.push(url);
      return lock as unknown;
    },
  };
  const fetched = async (url: URL) => {
    asked.push(url.href);
    return new Response("");
  };
  return { asked, ahead: new Ahead(downloads, fetched as unknown as typeof fetch) };
}

test("what the site carries is fetched once, with what it needs, and again only where it failed", async () => {
  const { asked, ahead } = bench();

  ahead.begin(manifest, { ...where, modules: ["json", "segno", "cloche"] });
  await Promise.all([ahead.bytes("/w/segno.whl"), ahead.bytes("/w/ink.whl")]);

  expect(asked).toEqual(["/w/segno.whl", "/w/ink.whl", "/w/ink.whl"]);
});

test("Pyodide's packages are fetched with what they need; its list is read only where a module is not known", async () => {
  const { asked, ahead } = bench();

  ahead.begin(manifest, { ...where, modules: ["json", "numpy"] });
  await ahead.json("/p/pyodide-lock.json");
  await Promise.resolve();

  expect(asked).toEqual(["/p/pyodide-lock.json", "https://far.example/numpy.whl", "https://far.example/blas.whl"]);
});
