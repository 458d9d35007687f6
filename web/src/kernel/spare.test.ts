import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BootSources } from "../../../worker/src/wire/messages.js";
import type { KernelWorker } from "./needs.js";
import { Spare } from "./spare.js";

const SOURCES: BootSources = { indexURL: "/p/", packageBaseUrl: "", wheelsURL: "/w/", kept: null, mayWake: true };

/** A page that somebody looks at, in a browser that tells so many gigabytes of memory, or nothing. */
function page(deviceMemory?: number) {
  vi.stubGlobal("document", { visibilityState: "visible", addEventListener: () => {} });
  vi.stubGlobal("navigator", { ...(deviceMemory !== undefined && { deviceMemory }) });
  const made: { ended: boolean }[] = [];
  const spare = new Spare(() => {
    const worker = { ended: false };
    made.push(worker);
    const terminate = () => {
      worker.ended = true;
    };
    return {
      postMessage: () => {},
      addEventListener: () => {},
      removeEventListener: () => {},
      terminate,
    } as unknown as KernelWorker;
  });
  return { spare, made };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test.each([8, undefined])("a run that lasts has the next Python made, a short one has not (memory: %s)", (memory) => {
  const { spare, made } = page(memory);

  spare.busy(SOURCES);
  vi.advanceTimersByTime(900);
  spare.rest(null);
  vi.advanceTimersByTime(60_000);
  const afterShort = made.length;
  spare.busy(SOURCES);
  vi.advanceTimersByTime(1_100);

  expect([afterShort, made.length]).toEqual([0, 1]);
});

test("one run after the other makes one spare, which stays where a browser tells no memory", () => {
  const { spare, made } = page();

  for (let run = 0; run < 3; run += 1) {
    spare.busy(SOURCES);
    vi.advanceTimersByTime(5_000);
    spare.rest(SOURCES);
    vi.advanceTimersByTime(5_000);
  }

  expect(made).toEqual([{ ended: false }]);
});

test("a page without sources, or a machine with little memory, has none made", () => {
  const [able, small] = [page(8), page(2)];

  able.spare.busy(null);
  small.spare.busy(SOURCES);
  vi.advanceTimersByTime(60_000);

  expect([...able.made, ...small.made]).toEqual([]);
});
