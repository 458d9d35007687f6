/** The bytes that a text in base64 stands for. Raises `InvalidCharacterError` for what is none. */
export function bytesInBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let n = 0; n < letters.length; n += 1) bytes[n] = letters.charCodeAt(n);
  return bytes;
}
