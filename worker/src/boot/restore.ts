/** Python woken from a memory snapshot, with all that is different for this visitor put right. */

import { Doors } from "../doors.js";
import { Python } from "../python.js";
import { early } from "./download.js";
import type { Image } from "./image.js";
import type { EmscriptenModule, Interpreter, StartOptions } from "./interpreter.js";
import type { LateLibrary } from "./library.js";
import { withLimit } from "./limit.js";
import type { SiteSnapshot } from "./manifest.js";
import { mark } from "./timeline.js";
import { keepPlace } from "./trampoline.js";

/** Milliseconds from the last byte to a Python that answers, on the slowest of machines; then another way is tried. */
const RESTORE = 20_000;

/** An archive with nothing in it. Pyodide insists on a library; a snapshot has what it needs. */
const EMPTY_ZIP = Uint8Array.of(0x50, 0x4b, 5, 6, ...new Array<number>(18).fill(0));
const EMPTY_ZIP_URL = "https://empty.invalid/library.zip";

/** What Python wakes up from: the site's snapshot, or a session of the person's. */
export interface Memory {
  readonly site: SiteSnapshot;
  /** Bytes of the whole. */
  readonly size: number;
  load(): Promise<unknown>;
  /** Put it into a program that has not run yet. Throws when the two do not fit. */
  layInto(module: EmscriptenModule): Promise<Image>;
}

/** Throws if Python does not wake up, for whatever reason: then start it in another way. */
export async function fromMemory(
  interpreter: Interpreter,
  memory: Memory,
  library: LateLibrary,
  config: StartOptions,
): Promise<Python> {
  const loaded = early(memory.load());
  const doors = new Doors();
  let setTimezone = () => {};
  const start = interpreter.start({
    config: {
      ...config,
      stdLibURL: EMPTY_ZIP_URL,
      _snapshotDeserializer: ({ door }) => doors.door(door),
      _loadSnapshot: new Uint8Array(0), // the memory itself is laid in below, when it is here
      createPyodideModule: async (settings) => {
        const { size, site } = memory;
        const module = await interpreter.create(Object.assign(settings, { INITIAL_MEMORY: size }));
        mark("program-placed");
        await loaded;
        if (module.HEAP8.length < size) module._emscripten_resize_heap(size);
        const tellPlace = keepPlace(module);
        const { about } = await memory.layInto(module);
        tellPlace();
        mark("memory-laid");
        module.API.restoreSnapshot = () => about.state; // Pyodide's own would lay it in, as one piece
        setTimezone = () => module.__tzset_js?.(...site.timezone);
        return module;
      },
    },
    served: new Map([[EMPTY_ZIP_URL, async () => new Response(EMPTY_ZIP)]]),
    needed: [], // when the bytes do not come, the module is not made: Pyodide itself fails, and nothing of it lives on
  });
  const pyodide = await withLimit(start, loaded, RESTORE, "Python did not wake up from its snapshot in time.");
  mark("python-woken");
  setTimezone();
  const python = new Python(pyodide, doors);
  python.thaw(languageTag(), () => library.bringNow(python));
  mark("python-thawed");
  return python;
}

/** As Emscripten tells it to a Python that starts from nothing. */
function languageTag(): string {
  return `${(globalThis.navigator?.language ?? "C").replace("-", "_")}.UTF-8`;
}
