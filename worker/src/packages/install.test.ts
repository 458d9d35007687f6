import { expect, test } from "vitest";
import type { Manifest, SiteWheel } from "../boot/manifest.js";
import type { ListedPackage } from "../python.js";
import type { WorkerEvent } from "../wire/messages.js";
import { type PackageSources, Packages } from "./install.js";

const wheel = (name: string, imports: string[], depends: string[] = []): SiteWheel => {
  return { name, version: "1", imports, depends, file: `${name}.whl`, bytes: 1, sha256: "" };
};
const manifest = {
  wheels: [
    wheel("cloche", ["cloche"], ["mdurl"]),
    wheel("mdurl", ["mdurl"]),
    wheel("segno", ["segno"]),
    wheel("micropip", ["micropip"], ["packaging"]),
    wheel("packaging", ["packaging"]),
  ],
  compiled: { pyodide: "314.0.7" },
} as unknown as Manifest;
const listed: Record<string, ListedPackage> = {
  numpy: { name: "numpy", imports: ["numpy"] },
  "opencv-python": { name: "opencv-python", imports: ["cv2"] },
};

/** Packages whose Python is only a diary; each source can be told to fail. */
function packagesWith(
  faults: {
    load?: string[];
    micropip?: string;
    bytes?: Error;
    json?: Error;
    unreachable?: string;
    isSandboxed?: true;
  } = {},
  version = "314.0.7",
  absent: readonly string[] = [],
) {
  const diary: string[] = [];
  const events: WorkerEvent[] = [];
  const sources: PackageSources = {
    manifest,
    wheelsURL: "/wheels/",
    lockURL: "/lock.json",
    absent,
    isSandboxed: faults.isSandboxed ?? false,
    indexUrls: ["https://site.example/index/%7Bpackage_name%7D/"],
    python: {
      packages: {},
      pyodideVersion: version,
      load: async (names) => {
        diary.push(`load ${names}`);
        return faults.load ?? [];
      },
      micropip: async (names, indexes) => {
        diary.push(`micropip ${names} from ${indexes}`);
        if (faults.micropip && !names.every((name) => name === "cowsay")) throw new Error(faults.micropip);
      },
      unpack: (_, format) => void diary.push(`unpack ${format}`),
    },
    downloads: {
      bytes: async (url) => {
        diary.push(`fetch ${url}`);
        if (faults.bytes) throw faults.bytes;
        return new Uint8Array();
      },
      json: async (url) => {
        diary.push(`read ${url}`);
        if (faults.json) throw faults.json;
        return { packages: listed };
      },
    },
    network: {
      fetch: async () => Promise.reject(new TypeError("Failed to fetch")),
      during: async (answer, task) => {
        if (faults.unreachable) await answer(faults.unreachable, undefined)?.catch(() => {});
        return task();
      },
    },
    tell: (event) => void events.push(event),
  };
  return { packages: new Packages(sources), diary, events };
}

test("what the site carries comes from the site, without reading any list", async () => {
  const { packages, diary, events } = packagesWith();

  await packages.install(["segno"]);

  expect(diary).toEqual(["fetch /wheels/segno.whl", "unpack wheel"]);
  expect(events).toEqual([
    { type: "packages-changed", state: "installing", names: ["segno"], detail: "" },
    { type: "packages-changed", state: "installed", names: ["segno"], detail: "" },
  ]);
});

test("a module is found in Pyodide's list by what it is imported as, several in one batch", async () => {
  const { packages, diary } = packagesWith();

  await packages.install(["cv2", "numpy"]);

  expect(diary).toEqual(["read /lock.json", "load opencv-python,numpy"]);
});

test("what nobody lists comes from the index, with the site's micropip, once", async () => {
  const { packages, diary } = packagesWith();

  await packages.install(["cowsay"]);
  await packages.install(["my_tool"]);

  const index = "from https://site.example/index/{package_name}/";
  expect(diary).toEqual([
    "read /lock.json",
    "fetch /wheels/micropip.whl",
    "fetch /wheels/packaging.whl",
    "unpack wheel",
    "unpack wheel",
    `micropip cowsay ${index}`,
    `micropip my-tool ${index}`,
  ]);
});

test("another Pyodide brings its own micropip: the site's needs a newer Python", async () => {
  const { packages, diary } = packagesWith({}, "0.27.7");

  await packages.install(["cowsay"]);

  expect(diary.slice(1)).toEqual(["load micropip", expect.stringContaining("micropip cowsay")]);
});

test.each([
  [
    "no browser build",
    "Can't find a pure Python 3 wheel for 'torch'.",
    "torch",
    /no build for Python in the browser/,
    /scikit-learn/,
  ],
  [
    "no such package",
    "Can't fetch metadata for 'nothing-here'.",
    "nothing_here",
    /no package of this name/,
    /spelling/,
  ],
  ["something else", "Traceback:\n  File x\nValueError: bad zip", "emoji", /bad zip$/, /again/],
])("a package that cannot be had says why and what to do: %s", async (_, said, module, problem, hint) => {
  const { packages, events } = packagesWith({ micropip: said });

  await expect(packages.install([module])).rejects.toMatchObject({
    code: "package-not-installed",
    problem: expect.stringMatching(problem),
    hint: expect.stringMatching(hint),
  });
  expect(events.at(-1)).toMatchObject({ type: "packages-changed", state: "failed" });
});

test("an index that cannot be reached is not called a package that does not exist", async () => {
  const { packages } = packagesWith({
    micropip: "Can't fetch metadata for 'emoji'.",
    unreachable: "https://index.example/",
  });

  await expect(packages.install(["emoji"])).rejects.toThrow(/server cannot be reached.\nCheck the connection/);
});

test.each([
  ["https://index.example/emoji/", /index\.example did not answer a notebook in a sandbox/, /keep a copy/],
  ["http://localhost:8080/emoji/", /over https only, and localhost:8080 is asked over http/, /Keep a copy/],
])("a sandbox that does not reach %s says what it could reach", async (unreachable, problem, hint) => {
  const { packages } = packagesWith({ micropip: "Can't fetch metadata for 'emoji'.", unreachable, isSandboxed: true });

  await expect(packages.install(["emoji"])).rejects.toMatchObject({
    problem: expect.stringMatching(problem),
    hint: expect.stringMatching(hint),
  });
});

test("of several packages only the one at fault is blamed", async () => {
  const { packages } = packagesWith({ load: ["The following error occurred while loading numpy:", "Failed to fetch"] });

  await expect(packages.install(["numpy", "cv2"])).rejects.toThrow(/^`numpy` could not be installed/);
});

test("one package of an index that cannot be had does not keep the others away", async () => {
  const { packages, diary } = packagesWith({ micropip: "Can't fetch metadata for 'emoji'." });

  await expect(packages.install(["emoji", "cowsay"])).rejects.toThrow(/^`emoji` could not be installed/);

  expect(diary.at(-1)).toContain("micropip cowsay");
});

test("a failure is not remembered: the next run tries again, the list too", async () => {
  const { packages, diary } = packagesWith({ json: new Error("offline") });

  await expect(packages.install(["numpy"])).rejects.toThrow("offline");
  await expect(packages.install(["numpy"])).rejects.toThrow("offline");

  expect(diary).toEqual(["read /lock.json", "read /lock.json"]);
});

test("installs wait for each other", async () => {
  const { packages, diary } = packagesWith();

  await Promise.all([packages.install(["numpy"]), packages.install(["cv2"])]);

  expect(diary).toEqual(["read /lock.json", "load numpy", "load opencv-python"]);
});

test("a module that stayed behind with whoever sent the notebook is not replaced by a package of its name", async () => {
  const { packages, diary } = packagesWith({}, "314.0.7", ["helper.py", "tools/__init__.py", "segno.csv"]);

  await expect(packages.install(["helper", "tools", "segno"])).rejects.toThrow(
    /^`helper` is `helper\.py`, a file beside the notebook that did not come with it\.\n`tools` is `tools\/__init__\.py`/,
  );
  await expect(packages.install(["helper"])).rejects.toMatchObject({ hint: expect.stringContaining("dropped on") });

  expect(diary).toEqual(["fetch /wheels/segno.whl", "unpack wheel"]);
});
