/** What folds links: a chunk of its own, fetched when one is made. Unfolding is the browser's (`inflate.ts`). */

export { deflateRaw } from "pako";
