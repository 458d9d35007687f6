import { expect, test, vi } from "vitest";
import { emptyNotebook } from "../notebook/document.js";
import { NotebookStore } from "../notebook/store.js";
import { StorageFault } from "../storage/faults.js";
import { MemoryShelf } from "../storage/memory-shelf.js";
import { Desk } from "./desk.js";
import type { Outside } from "./outside.js";

/** As far as anybody can tell, this one lasts. */
class LastingShelf extends MemoryShelf {
  override readonly isLasting = true;
}

/** A browser whose locks come slowly: the first request is given up before it is granted. */
function slowLocks(onGranted: () => void): LockManager {
  let asked = 0;
  const request = (_name: string, { signal }: LockOptions, work: (lock: unknown) => unknown) =>
    new Promise((done, fail) => {
      asked += 1;
      if (asked === 1) signal?.addEventListener("abort", () => fail(signal.reason));
      else {
        done(work({}));
        queueMicrotask(onGranted);
      }
    });
  return { request } as unknown as LockManager;
}

test("a lock that comes late, and that no other tab had, does not open the notebook anew", async () => {
  const store = new NotebookStore(emptyNotebook());
  const onFree = vi.fn();
  const granted = new Promise<void>((resolve) => {
    const outside: Outside = {
      isSandboxed: false,
      shelf: new LastingShelf(new StorageFault("unavailable")),
      holds: {
        locks: slowLocks(resolve),
        channel: () => ({ onmessage: null, postMessage: () => {}, close: () => {} }),
      },
      finder: { find: async () => "home" },
      address: { current: () => new URL("https://example.org/"), push: () => {}, replace: () => {} },
      showSlide: () => {},
      drawer: () => localStorage,
      giveFile: () => {},
      keep: () => {},
    };
    const desk = new Desk(store, outside);
    desk.ends = { onLost: () => {}, onFree };
    desk.newNotebook(); // saves it, and takes hold of it
  });

  await granted;
  await new Promise((resolve) => setTimeout(resolve));

  expect(onFree).not.toHaveBeenCalled();
});
