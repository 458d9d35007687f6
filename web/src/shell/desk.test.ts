import { expect, test, vi } from "vitest";
import type { ElementId } from "../../../worker/src/wire/messages.js";
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

function outsideWith(more: Partial<Outside>): Outside {
  return {
    isSandboxed: false,
    shelf: new LastingShelf(new StorageFault("unavailable")),
    holds: { locks: undefined, channel: () => ({ onmessage: null, postMessage: () => {}, close: () => {} }) },
    finder: { find: async () => "home" },
    address: { current: () => new URL("https://example.org/"), push: () => {}, replace: () => {} },
    showSlide: () => {},
    showEditing: () => {},
    drawer: () => localStorage,
    giveFile: () => {},
    keep: () => {},
    ...more,
  };
}

test("files that did not come with a notebook are missed until they are there", async () => {
  const desk = new Desk(new NotebookStore(emptyNotebook()), outsideWith({}));
  const notebook = { name: "towns.py", text: "import helper\n" };
  await desk.keep({ cloche: null, notebook, files: [], absent: ["helper.py", "towns.csv"] });
  expect(desk.notice.value?.problem).toContain("`helper.py`, `towns.csv`");

  desk.found(new Set(["helper.py", "other.txt"]));
  expect(desk.notice.value?.problem).toBe("This notebook uses `towns.csv`, which did not come with it.");

  desk.found(new Set(["towns.csv"]));
  expect(desk.notice.value).toBeNull();
  expect(desk.absent.value).toEqual([]);
});

test("a lock that comes late, and that no other tab had, does not open the notebook anew", async () => {
  const store = new NotebookStore(emptyNotebook());
  const onFree = vi.fn();
  const granted = new Promise<void>((resolve) => {
    const channel = () => ({ onmessage: null, postMessage: () => {}, close: () => {} });
    const desk = new Desk(store, outsideWith({ holds: { locks: slowLocks(resolve), channel } }));
    desk.ends = { onLost: () => {}, onFree };
    desk.newNotebook(); // saves it, and takes hold of it
  });

  await granted;
  await new Promise((resolve) => setTimeout(resolve));

  expect(onFree).not.toHaveBeenCalled();
});

test("what was entered is saved with the notebook, and what went into a password field is not, nor put aside for later", async () => {
  const store = new NotebookStore(emptyNotebook());
  const drawer = { getItem: () => null, setItem: vi.fn(), removeItem: () => {}, key: () => null, length: 0 };
  const outside = outsideWith({ drawer: () => drawer });
  const desk = new Desk(store, outside);
  desk.newNotebook();
  await desk.saveNow();

  store.answers.set("c1-0" as ElementId, 7, false);
  store.answers.set("c1-1" as ElementId, "hush", true);
  desk.leave(); // the database has not answered
  const aside = JSON.stringify(drawer.setItem.mock.calls);
  await desk.saveNow();

  const saved = await outside.shelf.load(desk.id);
  expect(saved).toMatchObject({ elements: { "c1-0": 7 } });
  expect(aside).toContain("c1-0");
  expect(JSON.stringify(saved) + aside).not.toContain("hush");
});
