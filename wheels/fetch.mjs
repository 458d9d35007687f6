/** Wheels of others that the site carries, as `lock.json` pins them. Kept in .cache/wheels/ between builds. */

import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CACHE, folder, python, readJson, say, sha256 } from "./common.mjs";

/** Entries of the lock, each with the `path` of a wheel whose hash is right. */
export function fetchWheels() {
  const lock = readJson(join(import.meta.dirname, "lock.json"));
  const cache = folder(join(CACHE, "wheels"));
  const wheels = lock.wheels.map((wheel) => ({ ...wheel, path: join(cache, wheel.file) }));
  const missing = wheels.filter(({ path, sha256: hash }) => !isSound(path, hash));
  if (missing.length > 0) {
    for (const { path } of missing) rmSync(path, { force: true });
    say(`wheels: fetching ${missing.map(({ name }) => name).join(", ")}`);
    const options = ["--quiet", "--no-deps", "--only-binary=:all:", "--implementation=py", "--platform=any"];
    const wanted = missing.map(({ name, version }) => `${name}==${version}`);
    python("-m", "pip", "download", ...options, `--python-version=${lock.python}`, `--dest=${cache}`, ...wanted);
  }
  for (const { name, path, sha256: hash } of missing) {
    if (!isSound(path, hash))
      throw new Error(`The wheel of ${name} is not the one that wheels/lock.json names: ${path}`);
  }
  return wheels;
}

function isSound(path, hash) {
  return existsSync(path) && sha256(readFileSync(path)) === hash;
}
