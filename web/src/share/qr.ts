/** A link as a QR code. What draws it is fetched when it is wanted. */

/** The most bytes that a QR code holds. */
export const QR_LIMIT = 2_953;

export interface QrCode {
  /** Squares on a side, without the quiet margin of four. */
  readonly size: number;
  /** The dark ones, as the path of an SVG. */
  readonly path: string;
}

/** The code; null for a text that no QR code can hold. */
export async function qrCode(text: string): Promise<QrCode | null> {
  if (new TextEncoder().encode(text).length > QR_LIMIT) return null;
  const { generate } = await import("lean-qr");
  const bitmap = generate(text);
  let path = "";
  for (let y = 0; y < bitmap.size; y++)
    for (let x = 0; x < bitmap.size; x++) {
      const start = x;
      while (bitmap.get(x, y)) x++; // outside of the code all is light
      if (x > start) path += `M${start} ${y}h${x - start}v1H${start}z`;
    }
  return { size: bitmap.size, path };
}
