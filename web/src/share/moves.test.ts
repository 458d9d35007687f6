import { expect, test } from "vitest";
import { Moves } from "./moves.js";

test("a move is followed when it happens, one from before anybody followed once, and none after the end", () => {
  const tab = new EventTarget();
  const move = () => tab.dispatchEvent(new Event("popstate"));
  const moves = new Moves(tab as unknown as Window);
  const followed: boolean[] = [];
  move();
  move();

  moves.followedBy((isLate) => followed.push(isLate));
  expect(followed).toEqual([true]);
  move();
  moves.close();
  move();

  expect(followed).toEqual([true, false]);
});
