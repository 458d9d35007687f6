/** The worker's entry: joins the wire to Python, and owns everything that lives as long as the worker. */

import { Network } from "./boot/network.js";
import { prepareEarly } from "./boot/preparation.js";
import { mark } from "./boot/timeline.js";
import { answersOf } from "./calls.js";
import { Server } from "./wire/server.js";

declare const self: DedicatedWorkerGlobalScope;

mark("script-run");

const network = new Network();
network.open();

const server: Server = new Server(
  self,
  answersOf({
    network,
    early: prepareEarly(network, self.location.href),
    tell: (...events) => server.tell(...events),
    tellText: (events) => server.tellText(events),
    setGeneration: (generation) => {
      server.generation = generation;
    },
    fatal: (error) => server.gone(error),
  }),
);

self.addEventListener("message", ({ data }) => void server.receive(data));

// An exception of Python's comes from a callback that a notebook gave to JavaScript: its cell is long over, and Python
// lives on. So it does after a promise that nobody awaited. Any other error means that something here is broken.
self.addEventListener("error", (event) => {
  event.preventDefault();
  if (!isPythons(event.error)) server.gone(event.error ?? event.message);
});
self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  if (event.reason instanceof WebAssembly.RuntimeError) server.gone(event.reason);
});

function isPythons(error: unknown): boolean {
  return error instanceof Error && error.name === "PythonError";
}
