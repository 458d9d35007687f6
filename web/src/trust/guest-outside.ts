/** Where a stranger's notebook is kept: in memory, as long as its frame lives. */

import { copy, type Foreign, type Found, isForeign, readAny } from "../shell/finder.js";
import type { Keeping } from "../shell/outside.js";
import { StorageFault } from "../storage/faults.js";
import { MemoryShelf } from "../storage/memory-shelf.js";
import type { SavedNotebook } from "../storage/record.js";
import type { SaveResult } from "../storage/shelf.js";
import type { Opening } from "./messages.js";

/** Keeps the newest state as long as the frame lives, and tells that there is one. */
class TellingShelf extends MemoryShelf {
  readonly #onSave: () => void;

  constructor(onSave: () => void) {
    super(new StorageFault("unavailable"));
    this.#onSave = onSave;
  }

  override async save(record: SavedNotebook): Promise<SaveResult> {
    this.#onSave();
    return super.save(record);
  }
}

/** `opening` is what the page gave; `onChange` is told when the notebook changes. */
export function guestKeeping(opening: Opening, onChange: () => void): Keeping {
  const address = new URL(`https://notebook.invalid/?${opening.wishes}#code/given`);
  return {
    isSandboxed: true,
    shelf: new TellingShelf(onChange),
    holds: { locks: undefined, channel: () => ({ postMessage: () => {}, close: () => {}, onmessage: null }) },
    finder: { find: () => given(opening) },
    address: { current: () => address, push: () => {}, replace: () => {} },
    drawer: () => {
      throw new DOMException("There is no storage in a sandbox.", "SecurityError");
    },
  };
}

async function given({ text, filename, files, absent, elements }: Opening): Promise<Found | Foreign> {
  if (isForeign(filename)) return { text, filename, files, isTrusted: true };
  return { ...copy(await readAny(text, filename)), files, absent, elements };
}
