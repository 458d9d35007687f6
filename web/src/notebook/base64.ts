/** Text in base64 and back, without a browser: UTF-8 by way of the language's own percent-encoding. */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function textToBase64(text: string): string {
  const bytes = [...encodeURIComponent(text).matchAll(/%(..)|(.)/gs)].map(([, hex, letter]) =>
    hex === undefined ? (letter ?? "").charCodeAt(0) : Number.parseInt(hex, 16),
  );
  const made: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two, three] = bytes.slice(at, at + 3);
    const bits = (one << 16) | ((two ?? 0) << 8) | (three ?? 0);
    made.push(letterAt(bits >> 18), letterAt(bits >> 12));
    made.push(two === undefined ? "=" : letterAt(bits >> 6), three === undefined ? "=" : letterAt(bits));
  }
  return made.join("");
}

/** Null for what is no base64, and for bytes that are no text. */
export function base64ToText(base64: string): string | null {
  const letters = base64.replace(/=+$/, "");
  let bits = 0;
  let held = 0;
  let escaped = "";
  for (const letter of letters) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xffffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    escaped += `%${((bits >> held) & 0xff).toString(16).padStart(2, "0")}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return null;
  }
}

function letterAt(bits: number): string {
  return LETTERS.charAt(bits & 63);
}
