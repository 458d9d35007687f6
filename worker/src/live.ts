/** The life of this worker: joins the wire to Python, and owns everything that lives as long as the worker. */

import type { Network } from "./boot/network.js";
import type { Preparation } from "./boot/preparation.js";
import { answersOf } from "./calls.js";
import { Server } from "./wire/server.js";

declare const self: DedicatedWorkerGlobalScope;

/** Begin to answer the page. `early` is what was prepared before it calls. */
export function live(network: Network, early: Preparation | null): void {
  network.open();
  const server: Server = new Server(
    self,
    answersOf({
      network,
      early,
      tell: (...events) => server.tell(...events),
      tellText: (events) => server.tellText(events),
      begin: (generation, box) => {
        server.generation = generation;
        server.box = box;
      },
      fatal: (error) => server.gone(error),
    }),
  );

  self.addEventListener("message", ({ data }) => void server.receive(data));

  // What comes from a callback that a notebook gave to JavaScript, or from a promise that nobody awaited, hurts nobody: its
  // cell is long over, and Python lives on. Only where WebAssembly itself fails is it beyond help.
  self.addEventListener("error", (event) => {
    event.preventDefault(); // else the page takes this worker for dead
    if (isFatal(event.error)) server.gone(event.error);
  });
  self.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    if (isFatal(event.reason)) server.gone(event.reason);
  });

  // A notebook can reach this, and the browser tells nobody that a worker has closed itself: calls would wait for ever.
  self.close = () => server.gone("a cell called close(), as if to exit");
}

/** WebAssembly failed, or the stack is at its end: a RangeError, in Firefox an InternalError. */
function isFatal(error: unknown): boolean {
  return (
    error instanceof WebAssembly.RuntimeError ||
    (error instanceof Error && /call stack|too much recursion/i.test(error.message))
  );
}
