/** Lazy parts of the frame's own page: files of the site, through a port to the page around it. */

import type { SiteAnswer, SiteAsk } from "../../../worker/src/wire/site.js";

/** Asked by whoever needs a lazy part; told to the document, as its script knows no door. */
export interface WantedFile {
  readonly path: string;
  found(content: Blob): void;
  failed(error: Error): void;
}

export const WANTED_FILE = "cloche:site-file";

/** Answer such questions through this port. */
export function bringFiles(document: Document, port: MessagePort, base: string): void {
  const wanted = new Map<number, WantedFile>();
  let lastId = 0;
  port.onmessage = ({ data }: MessageEvent<SiteAnswer>) => {
    const file = wanted.get(data.id);
    if (!wanted.delete(data.id) || !file) return;
    if (data.kind === "whole" && data.status === 200) file.found(data.content as Blob);
    else file.failed(new Error(`${file.path} could not be had.`));
  };
  document.addEventListener(WANTED_FILE, ({ detail }: CustomEventInit<WantedFile>) => {
    if (!detail) return;
    const id = ++lastId;
    wanted.set(id, detail);
    port.postMessage({ kind: "ask", id, url: base + detail.path, raw: null, whole: true } satisfies SiteAsk);
  });
}
