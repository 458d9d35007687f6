/**
 * Which cells share a block. A browser looks at every block with each picture, so thousands of cells stand in few; and
 * a cell that changes its block is taken out of the page for a moment, so cells stay where they are while they can.
 */

/** Cells of a block when a notebook is laid out, and the most it may come to by new and moved cells. */
const FILL = 30;
const LIMIT = 60;

/** The cells in `order` as blocks: those that `blockOf` knows, and new ones made by `make`. Empty blocks are left out. */
export function inBlocks<Id, Block>(
  order: readonly Id[],
  blockOf: (id: Id) => Block | undefined,
  make: () => Block,
): Map<Block, Id[]> {
  const idsByBlock = new Map<Block, Id[]>();
  let now: Id[] | null = null;
  order.forEach((id, place) => {
    const own = blockOf(id);
    if (now && own !== undefined && idsByBlock.get(own) === now && now.length < LIMIT) {
      now.push(id);
      return;
    }
    // A block begins where two of its cells in a row say so: a single one may have been moved here.
    const next = order[place + 1];
    const begins = own !== undefined && !idsByBlock.has(own) && (next === undefined || blockOf(next) === own);
    const before = order[place - 1];
    const isLaidOut = own === undefined && before !== undefined && blockOf(before) === undefined;
    if (now && !begins && now.length < (isLaidOut ? FILL : LIMIT)) {
      now.push(id);
      return;
    }
    const block = own !== undefined && !idsByBlock.has(own) ? own : make();
    now = [id];
    idsByBlock.set(block, now);
  });
  return idsByBlock;
}
