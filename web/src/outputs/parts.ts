/**
 * Large bytes of an output stand beside its HTML (`outputs/dataurl.py` takes them out): pictures, sound, films, documents,
 * files. Here they become object URLs, for as long as the output shows them. The same bytes keep theirs when a cell runs
 * again, so a film that plays is not begun anew.
 */

import type { Bundle } from "../../../worker/src/wire/messages.js";
import { denseSize } from "./png-density.js";

/** Where a bundle has them. */
export const PARTS = "application/vnd.cloche.parts";
const ADDRESS = /^data:([\w.+/-]+);part,(\d+)(#.*)?$/;
const NAMES = ["src", "href", "data"] as const;

interface Held {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly kind: string;
  readonly url: string;
}

const heldByHost = new WeakMap<HTMLElement, readonly Held[]>();

/** Give the addresses of parts in `fresh` a meaning; gives what takes it away when the output in `host` is another. */
export function placeParts(host: HTMLElement, fresh: DocumentFragment, bundle: Bundle): () => void {
  const before = heldByHost.get(host) ?? [];
  const parts = Array.isArray(bundle[PARTS]) ? (bundle[PARTS] as readonly unknown[]) : [];
  const held: Held[] = [];
  const hold = (bytes: Uint8Array<ArrayBuffer>, kind: string): Held => {
    const isSame = (each: Held) => each.kind === kind && areEqual(each.bytes, bytes);
    const found = held.find(isSame) ?? before.find(isSame) ?? made(bytes, kind);
    if (!held.includes(found)) held.push(found);
    return found;
  };
  for (const node of parts.length > 0
    ? fresh.querySelectorAll(NAMES.map((name) => `[${name}*=";part,"]`).join())
    : []) {
    for (const name of NAMES) {
      const [, kind = "", number = "", place = ""] = ADDRESS.exec(node.getAttribute(name) ?? "") ?? [];
      const bytes = number === "" ? undefined : parts[Number(number)];
      if (!(bytes instanceof Uint8Array) || !mayHold(node, kind)) continue;
      node.setAttribute(name, hold(bytes as Uint8Array<ArrayBuffer>, kind).url + place);
      if (node instanceof HTMLImageElement && kind === "image/png" && !node.matches("[width], [height], [style]"))
        Object.assign(node, denseSize(bytes) ?? {});
    }
  }
  heldByHost.set(host, held);
  return () => {
    const now = heldByHost.get(host) ?? [];
    const isLast = now === held;
    for (const { url } of held.filter((each) => isLast || !now.includes(each))) URL.revokeObjectURL(url);
    if (isLast) heldByHost.delete(host);
  };
}

/** An object URL is of the page's own origin: what would be a page of its own there is not made one. */
function mayHold(node: Element, kind: string): boolean {
  if (["IMG", "AUDIO", "VIDEO", "SOURCE"].includes(node.tagName)) return true;
  if (node.tagName === "A") return node.hasAttribute("download");
  return kind === "application/pdf" && ["IFRAME", "EMBED", "OBJECT"].includes(node.tagName);
}

function made(bytes: Uint8Array<ArrayBuffer>, kind: string): Held {
  return { bytes, kind, url: URL.createObjectURL(new Blob([bytes], { type: kind })) };
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, n) => byte === b[n]);
}
