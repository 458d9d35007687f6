import { bytesInBase64 } from "./base64.js";

/** From this many pixels an inch on, a picture is meant for twice the density of a plain screen. */
const DENSE = 144;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The size on the page of a PNG that means two of its pixels for one of a plain screen; null for all others. Browsers
 * ignore the `pHYs` chunk that says so; the kernel draws figures at twice the density and leaves it there.
 */
export function denseSize(png: Uint8Array): Size | null {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = 8; at + 12 <= png.byteLength; at += 12 + view.getUint32(at)) {
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === "IDAT") return null; // pHYs comes before it, or not at all
    if (type !== "pHYs" || at + 17 > png.byteLength) continue;
    const isDense = view.getUint8(at + 16) === 1 && view.getUint32(at + 8) * 0.0254 >= DENSE - 0.5;
    // IHDR comes first, with width and height.
    return isDense ? { width: Math.round(view.getUint32(16) / 2), height: Math.round(view.getUint32(20) / 2) } : null;
  }
  return null;
}

/** The same for a `data:` URL, of which only the beginning is decoded. */
export function denseSizeOfUrl(url: string): Size | null {
  const base64 = /^data:image\/png;base64,([A-Za-z0-9+/]{0,2048})/.exec(url)?.[1] ?? "";
  const whole = base64.slice(0, base64.length - (base64.length % 4));
  return denseSize(bytesInBase64(whole));
}
