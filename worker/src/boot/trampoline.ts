/**
 * Python's way to call C, which Pyodide makes before Python runs: a small program with a place in the function table, where
 * the browser can compile it (WebKitGTK cannot, on iOS it is not tried; then calls go through JavaScript). A snapshot
 * knows functions by their places, and it was made where that program is: so without it something else has to take its place.
 */

/** Emscripten's module, as far as it is asked here; a Pyodide that keeps this to itself is left as it is. */
interface Inside {
  readonly HEAP8: Int8Array;
  addFunction?(call: () => number, signature: string): number;
  /** Address of Python's global state, and of a word with the way's place in it. */
  readonly __PyRuntime?: number;
  readonly __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET?: number;
}

/** Keep the place before a snapshot is laid in; call what comes back after that. */
export function keepPlace(module: Inside): () => void {
  const word = () => new DataView(module.HEAP8.buffer); // memory may have grown meanwhile
  const { __PyRuntime: state, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: offset } = module;
  if (!state || !offset) return () => {};
  const at = state + word().getInt32(offset, true);
  const own = word().getInt32(at, true);
  if (own === 0) module.addFunction?.(() => 0, "i");
  return () => word().setInt32(at, own, true);
}
