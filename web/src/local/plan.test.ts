import { expect, test } from "vitest";
import { type Agreed, plan } from "./plan.js";

/** One path: how both sides agreed, how it is on the disk, how it is for Python; "" is for not there. */
function planned(before: string, disk: string, python: string): string {
  const side = (stamp: string) => new Map(stamp ? [["a", stamp]] : []);
  const agreed = new Map<string, Agreed>(before ? [["a", { disk: before, python: before }]] : []);
  const found = Object.entries(plan(agreed, side(disk), side(python)));
  return found.flatMap(([what, paths]) => paths.map(() => what)).join(" ");
}

test.each([
  ["", "1", "", "take", "new on the disk"],
  ["", "", "1", "write", "new in the notebook"],
  ["1", "1", "1", "", "as it was"],
  ["1", "2", "1", "take", "changed on the disk"],
  ["1", "1", "2", "write", "changed in the notebook"],
  ["1", "", "1", "drop", "deleted on the disk"],
  ["1", "1", "", "erase", "deleted in the notebook"],
  ["1", "", "", "", "deleted on both"],
  ["1", "2", "3", "both", "changed on both"],
  ["", "2", "3", "both", "new on both"],
  ["1", "2", "", "take", "deleted in the notebook, changed on the disk: kept"],
  ["1", "", "2", "write", "deleted on the disk, changed in the notebook: kept"],
])("agreed %j, disk %j, Python %j: %s (%s)", (before, disk, python, what) => {
  expect(planned(before, disk, python)).toBe(what);
});
