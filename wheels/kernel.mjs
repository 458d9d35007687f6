/** The kernel's own wheel, in dist/wheels/: what PyPI would serve and what Pyodide loads. */

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf, filesUnder, folder, KERNEL_WHEELS, main, python, ROOT, say } from "./common.mjs";

/** Build it if anything that goes into it changed; gives its path. */
export function buildKernelWheel() {
  const sources = filesUnder(join(ROOT, "kernel", "src")).filter((path) => !path.includes("__pycache__"));
  const inputs = [...sources, ...["pyproject.toml", "README.md", "LICENSE"].map((name) => join(ROOT, name))];
  const digest = digestOf(inputs.filter(existsSync).flatMap((path) => [path, readFileSync(path)]));
  const stamp = join(KERNEL_WHEELS, ".inputs");
  const built = existsSync(stamp) && readFileSync(stamp, "utf8") === digest ? kernelWheel() : null;
  if (built) return built;

  say("wheel: building the kernel's");
  rmSync(KERNEL_WHEELS, { recursive: true, force: true });
  python("-m", "hatchling", "build", "--target", "wheel", "--directory", folder(KERNEL_WHEELS));
  writeFileSync(stamp, digest);
  say(`wheel: built ${kernelWheel()}`);
  return kernelWheel();
}

function kernelWheel() {
  return filesUnder(KERNEL_WHEELS).find((path) => path.endsWith(".whl")) ?? null;
}

if (process.argv[1] === import.meta.filename) {
  await main(() => say(`wheel: ${buildKernelWheel()}`));
}
