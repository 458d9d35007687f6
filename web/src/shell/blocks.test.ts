import { expect, test } from "vitest";
import { inBlocks } from "./blocks.js";

/** Lay out orders one after the other; gives the blocks of the last as [block, ids]. */
function laid(...orders: readonly (readonly number[])[]): [number, number[]][] {
  let blockById = new Map<number, number>();
  let made = 0;
  let blocks: [number, number[]][] = [];
  for (const order of orders) {
    blocks = [
      ...inBlocks(
        order,
        (id) => blockById.get(id),
        () => made++,
      ),
    ];
    blockById = new Map(blocks.flatMap(([block, ids]) => ids.map((id) => [id, block] as const)));
  }
  return blocks;
}

const hundred = Array.from({ length: 100 }, (_, n) => n);

function blockById(blocks: [number, number[]][]): Map<number, number> {
  return new Map(blocks.flatMap(([block, ids]) => ids.map((id) => [id, block] as const)));
}

test("cells keep the order of the page, in blocks of a few dozen", () => {
  const blocks = laid(hundred);

  expect(blocks.flatMap(([, ids]) => ids)).toEqual(hundred);
  expect(blocks.map(([, ids]) => ids.length)).toEqual([30, 30, 30, 10]);
});

test("a new cell joins the block of its neighbour, and no other cell changes its block", () => {
  const before = blockById(laid(hundred));
  const after = blockById(laid(hundred, hundred.toSpliced(45, 0, 1000)));

  expect(after.get(1000)).toBe(before.get(44));
  after.delete(1000);
  expect(after).toEqual(before);
});

test("a cell that moves to another block moves alone", () => {
  const before = blockById(laid(hundred));
  const after = blockById(laid(hundred, [...hundred.filter((id) => id !== 70).toSpliced(5, 0, 70)]));

  expect([...after].filter(([id, block]) => before.get(id) !== block)).toEqual([[70, before.get(5)]]);
});

test("a block that grew too large is split, and one that is empty goes", () => {
  const many = Array.from({ length: 80 }, (_, n) => 1000 + n);
  let order = hundred;
  const orders = [hundred, ...many.map((id) => (order = order.toSpliced(10, 0, id))), order.slice(60)];
  const blocks = laid(...orders);

  expect(Math.max(...blocks.map(([, ids]) => ids.length))).toBeLessThanOrEqual(60);
  expect(blocks.flatMap(([, ids]) => ids)).toEqual(orders.at(-1));
  expect(blocks.every(([, ids]) => ids.length > 0)).toBe(true);
});
