/** From this many pixels an inch on, a picture is meant for twice the density of a plain screen. */
const DENSE = 144;

/**
 * How many of its pixels a PNG means for one pixel of a plain screen: 1 or 2. Browsers ignore the `pHYs` chunk that says
 * so; the kernel draws figures at twice the density and leaves it there.
 */
export function pixelDensity(png: Uint8Array): 1 | 2 {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = 8; at + 12 <= png.byteLength; at += 12 + view.getUint32(at)) {
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === "IDAT") return 1; // pHYs comes before it, or not at all
    if (type !== "pHYs" || at + 17 > png.byteLength) continue;
    const isMetre = view.getUint8(at + 16) === 1;
    return isMetre && view.getUint32(at + 8) * 0.0254 >= DENSE - 0.5 ? 2 : 1;
  }
  return 1;
}

/** The same for a `data:` URL, of which only the beginning is decoded. */
export function pixelDensityOfUrl(url: string): 1 | 2 {
  const base64 = /^data:image\/png;base64,([A-Za-z0-9+/]{0,2048})/.exec(url)?.[1] ?? "";
  const whole = base64.slice(0, base64.length - (base64.length % 4));
  return pixelDensity(Uint8Array.from(atob(whole), (character) => character.charCodeAt(0)));
}
