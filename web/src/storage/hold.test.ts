import { expect, test } from "vitest";
import { Hold, type HoldWorld } from "./hold.js";

interface Line {
  readonly options: LockOptions;
  readonly grant: (lock: Lock | null) => void;
  readonly fail: (reason: unknown) => void;
}

/** The lock manager and the channels of one browser, by the rules of the Web Locks specification. */
class Browser {
  holder: Line | null = null;
  readonly waiting: Line[] = [];
  readonly #tabs: { onmessage: ((event: MessageEvent) => void) | null }[] = [];

  readonly world: HoldWorld = {
    locks: {
      request: (name: string, options: LockOptions, work: (lock: Lock | null) => unknown) =>
        new Promise((done, fail) => {
          const line: Line = {
            options,
            fail,
            grant: (lock) => {
              if (lock) this.holder = line;
              void Promise.resolve(work(lock)).then((result) => {
                done(result);
                if (this.holder === line) this.#next();
              });
            },
          };
          options.signal?.addEventListener("abort", () => {
            const at = this.waiting.indexOf(line);
            if (at >= 0) fail(this.waiting.splice(at, 1)[0] && options.signal?.reason);
          });
          if (options.steal) {
            this.holder?.fail(new DOMException("stolen", "AbortError"));
            line.grant({ name, mode: "exclusive" });
          } else if (!this.holder) line.grant({ name, mode: "exclusive" });
          else if (options.ifAvailable) line.grant(null);
          else this.waiting.push(line);
        }) as Promise<never>,
    } as HoldWorld["locks"],
    channel: () => {
      const tab = {
        onmessage: null as ((event: MessageEvent) => void) | null,
        close: () => void this.#tabs.splice(this.#tabs.indexOf(tab), 1),
        postMessage: (data: unknown) => {
          for (const other of this.#tabs) if (other !== tab) other.onmessage?.({ data } as MessageEvent);
        },
      };
      this.#tabs.push(tab);
      return tab as unknown as ReturnType<HoldWorld["channel"]>;
    },
  };

  #next(): void {
    this.holder = null;
    this.waiting.shift()?.grant({ name: "", mode: "exclusive" });
  }
}

/** A tab with the notebook; `told` is what it heard. */
function tab(browser: Browser, onAsked = async () => {}) {
  const told: string[] = [];
  const hold = new Hold(
    "a",
    { onAsked, onLost: () => void told.push("lost"), onFree: () => void told.push("free") },
    browser.world,
  );
  return { hold, told };
}

const settled = () => new Promise((done) => setTimeout(done));

test("the first tab has the notebook, the second waits in line and gets it when the first is gone", async () => {
  const browser = new Browser();
  const [first, second] = [tab(browser), tab(browser)];
  expect([await first.hold.take(), await second.hold.take()]).toEqual(["held", "elsewhere"]);

  first.hold.release();
  await settled();

  expect([first.told, second.told]).toEqual([[], ["free"]]);
});

test("a tab that is asked lets go when what it has is saved", async () => {
  const browser = new Browser();
  const saved: string[] = [];
  const first = tab(browser, async () => {
    await settled();
    saved.push("saved");
  });
  const second = tab(browser);
  await first.hold.take();
  await second.hold.take();

  await second.hold.takeOver();

  expect([saved, first.told, second.told]).toEqual([["saved"], ["lost"], []]);
});

test("a tab that does not answer has its notebook taken", async () => {
  const browser = new Browser();
  const first = tab(browser, () => new Promise(() => {}));
  const second = tab(browser);
  await first.hold.take();
  await second.hold.take();

  await second.hold.takeOver();
  await settled();

  expect([first.told, second.told]).toEqual([["lost"], []]);
});

test("the tab that lost the notebook has it again when the other is gone", async () => {
  const browser = new Browser();
  const [first, second] = [tab(browser), tab(browser)];
  await first.hold.take();
  await second.hold.take();
  await second.hold.takeOver();

  second.hold.release();
  await settled();

  expect(first.told).toEqual(["lost", "free"]);
});

test("a tab that left the notebook hears nothing of it any more", async () => {
  const browser = new Browser();
  const [first, second] = [tab(browser), tab(browser)];
  await first.hold.take();
  await second.hold.take();

  second.hold.release();
  first.hold.release();
  await settled();

  expect([first.told, second.told, browser.holder, browser.waiting]).toEqual([[], [], null, []]);
});

test("without Web Locks a tab holds what it opens", async () => {
  const world = { ...new Browser().world, locks: undefined };
  const hold = new Hold("a", { onAsked: async () => {}, onLost: () => {}, onFree: () => {} }, world);

  expect(await hold.take()).toBe("held");
  hold.release();
});
