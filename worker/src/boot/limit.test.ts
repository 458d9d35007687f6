import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { withLimit } from "./limit.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new Promise<never>(() => {});

test("a start that hangs after its files are here fails when its time is over", async () => {
  const failed = expect(withLimit(never, Promise.resolve(), 100, "too late")).rejects.toThrow("too late");

  await vi.advanceTimersByTimeAsync(101);

  await failed;
});

test("the time of downloads does not count, and a start that is over leaves no timer", async () => {
  let arrive = () => {};
  const loaded = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let finish = (_: string) => {};
  const start = new Promise<string>((resolve) => {
    finish = resolve;
  });
  const limited = withLimit(start, loaded, 100, "too late");

  await vi.advanceTimersByTimeAsync(10_000);
  arrive();
  await vi.advanceTimersByTimeAsync(90);
  finish("up");

  expect(await limited).toBe("up");
  expect(vi.getTimerCount()).toBe(0);
});
