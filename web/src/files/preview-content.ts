/** What can be shown of a file: its bytes as text, a table, a picture, or nothing. */

import type { FileEntry } from "../../../worker/src/wire/messages.js";
import type { KernelFiles } from "../kernel/files.js";
import type { Table } from "./csv.js";
import { contentOf } from "./downloads.js";
import { kindOf, suffixOf } from "./paths.js";

export type Content =
  | { readonly kind: "text"; readonly text: string; readonly isWhole: boolean }
  | { readonly kind: "table"; readonly table: Table }
  /** `url` is to be revoked by who shows it. */
  | { readonly kind: "image"; readonly url: string }
  | { readonly kind: "none"; readonly why: string };

/** Bytes of text that are shown, and of a picture. */
const TEXT = 256_000;
const PICTURE = 30_000_000;

/** Of a table. */
export const SHOWN = { rows: 200, columns: 50 };

const TYPE_BY_SUFFIX: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  svg: "image/svg+xml",
  ico: "image/x-icon",
};

export async function contentFor(files: KernelFiles, { path, size }: FileEntry): Promise<Content> {
  const kind = kindOf(path);
  if (kind === "image") {
    if (size > PICTURE) return { kind: "none", why: "This picture is too large to show here." };
    const suffix = suffixOf(path);
    const content = await contentOf(files, path);
    return {
      kind,
      url: URL.createObjectURL(new Blob([content], { type: TYPE_BY_SUFFIX[suffix] ?? `image/${suffix}` })),
    };
  }
  const bytes = await files.head(path, TEXT);
  const isWhole = bytes.length >= size;
  const text = textIn(bytes, isWhole);
  if (text === null) return { kind: "none", why: "This is not text, so there is nothing to show." };
  if (kind !== "table") return { kind: "text", text, isWhole };
  const { readTable } = await import("./csv.js");
  return { kind, table: readTable(text, isWhole, SHOWN) };
}

/** UTF-8, also where it ends in the middle of a letter; null for anything else. */
export function textIn(bytes: Uint8Array, isWhole: boolean): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !isWhole });
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}
