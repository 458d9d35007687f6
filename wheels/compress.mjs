/** Beside each large text or wasm file of the site, its gzip and brotli forms, for servers that send such as they are. */

import { cpSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { CACHE, filesUnder, folder, sha256 } from "./common.mjs";

const COMPRESSIBLE = new Set([".css", ".html", ".js", ".json", ".mjs", ".py", ".svg", ".wasm", ".webmanifest"]);
const SMALLEST = 1400; // one packet on the wire: less is not worth a decision

/** Of 11: the last two take twenty times as long for a twentieth less, which pays for Python's program alone. */
const quality = (path) => (extname(path) === ".wasm" ? 11 : 9);

const FORMS = {
  ".gz": (content) => promisify(gzip)(content, { level: 9 }),
  ".br": (content, path) =>
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality(path),
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.byteLength,
      },
    }),
};

export async function compressUnder(site) {
  const cache = folder(join(CACHE, "compressed"));
  const files = filesUnder(site).filter((path) => COMPRESSIBLE.has(extname(path)) && statSync(path).size >= SMALLEST);
  for (const path of files) {
    const content = readFileSync(path);
    const kept = join(cache, `${sha256(content).slice(0, 32)}-${quality(path)}`);
    for (const [suffix, compress] of Object.entries(FORMS)) {
      if (!existsSync(kept + suffix)) writeFileSync(kept + suffix, await compress(content, path));
      cpSync(kept + suffix, path + suffix);
    }
  }
}
