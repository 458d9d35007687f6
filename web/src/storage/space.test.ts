import { expect, test } from "vitest";
import { Space } from "./space.js";

/** A drawer that several tabs share, and whether the disk has room. */
function disk() {
  const words = new Map<string, string>();
  const state = { hasRoom: true, probes: 0 };
  const drawer = () => ({
    length: words.size,
    key: () => null,
    getItem: (key: string) => words.get(key) ?? null,
    setItem: (key: string, value: string) => void words.set(key, value),
    removeItem: (key: string) => void words.delete(key),
  });
  const tab = () =>
    new Space(drawer, async () => {
      state.probes += 1;
      return state.hasRoom;
    });
  return { state, tab };
}

test("nobody looks for room while no write found none", async () => {
  const { state, tab } = disk();

  expect([await tab().isEnough(), state.probes]).toEqual([true, 0]);
});

test("after a write without room every tab opens nothing until there is room, and then forgets it", async () => {
  const { state, tab } = disk();
  const [first, second] = [tab(), tab()];
  state.hasRoom = false;
  first.noteShort();

  expect([await first.isEnough(), await second.isEnough()]).toEqual([false, false]);
  state.hasRoom = true;
  expect([await second.isEnough(), await first.isEnough()]).toEqual([true, true]);
  state.hasRoom = false;
  expect(await tab().isEnough()).toBe(true);
});
