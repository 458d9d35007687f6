import type { PyodideAPI } from "pyodide";

/**
 * How much of WebAssembly's own stack Python may fill, in bytes, before it raises `RecursionError`.
 *
 * Python asks only about this stack, of which there are megabytes; the browser's, about one megabyte in a worker of
 * Chromium, ends long before and takes Python with it. Where functions of Python and of C call each other (`__repr__`,
 * `map`, `lru_cache`), 480 bytes a level here go with about twice that there; what figures these are, and why a promising
 * call has more, stands in `docs/decisions/0018-how-deep-python-may-go.md`.
 */
const ROOM = ("Suspending" in WebAssembly ? 220 : 110) * 1024;

interface Inside {
  readonly _emscripten_stack_get_base?: () => number;
  readonly _PyThreadState_Get?: () => number;
  readonly _PyUnstable_ThreadState_SetStackProtection?: (thread: number, start: number, size: number) => number;
}

/** Let recursion through C end in a `RecursionError`. A Python that has no such limit is left as it is. */
export function boundStack(pyodide: PyodideAPI): void {
  const inside = (Reflect.get(pyodide, "_module") ?? {}) as Inside;
  const base = inside._emscripten_stack_get_base?.();
  const thread = inside._PyThreadState_Get?.();
  if (!base || !thread) return;
  inside._PyUnstable_ThreadState_SetStackProtection?.(thread, base - ROOM, ROOM);
}
