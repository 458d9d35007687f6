/**
 * Nothing, on both sides of Python. Python has `None` alone; Pyodide turns it into `undefined`, and
 * JavaScript's `null` into a value that is not `None`. On the wire there is only `null`.
 *
 * Both functions change the value in place and give it back: it was made for one crossing.
 */

export function withNull<Value>(value: Value): Value {
  return replaced(value, undefined, null) as Value;
}

export function withUndefined<Value>(value: Value): Value {
  return replaced(value, null, undefined) as Value;
}

/** Bytes and files in there cannot be told as JSON. */
export function holdsBytes(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (value instanceof Blob) return true;
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer || Object.values(value).some(holdsBytes);
}

function replaced(value: unknown, from: null | undefined, to: null | undefined): unknown {
  if (value === from) return to;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i];
      if (item === from) value[i] = to;
      else if (typeof item === "object") replaced(item, from, to);
    }
  } else if (isPlain(value)) {
    for (const key of Object.keys(value)) {
      const item = value[key];
      if (item === from) value[key] = to;
      else if (typeof item === "object") replaced(item, from, to);
    }
  }
  return value;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !ArrayBuffer.isView(value);
}
