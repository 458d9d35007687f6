import { expect, test } from "vitest";
import { WaitingRoom } from "./waiting-room.js";

test("a word reaches who waits, and nobody else", async () => {
  const room = new WaitingRoom();
  const mine = room.wait("mine", 10_000);
  const other = room.wait("other", 1);

  room.tell("mine", { kind: "stop" });

  expect(await mine).toEqual({ kind: "stop" });
  expect(await other).toEqual({ kind: "nothing" });
});

test("an answer that comes first is kept, once; Stop is for who waits now", async () => {
  const room = new WaitingRoom();
  room.tell("mine", { kind: "stop" });
  room.tell("mine", { kind: "answer", request: 1, line: "Ada" });

  expect(await room.wait("mine", 10_000)).toEqual({ kind: "answer", request: 1, line: "Ada" });
  expect(await room.wait("mine", 1)).toEqual({ kind: "nothing" });
});
