/** The worker's entry: joins the wire to Python, and owns everything that lives as long as the worker. */

import { Network } from "./boot/network.js";
import { answersOf } from "./calls.js";
import { Server } from "./wire/server.js";

declare const self: DedicatedWorkerGlobalScope;

const network = new Network();
network.open();

const server: Server = new Server(
  self,
  answersOf({
    network,
    tell: (...events) => server.tell(...events),
    setGeneration: (generation) => {
      server.generation = generation;
    },
    fatal: (error) => server.gone(error),
  }),
);

self.addEventListener("message", ({ data }) => void server.receive(data));

// An error nobody caught comes from a callback that a notebook gave to JavaScript: the cell is long over, and Python
// lives on. Only a fault of WebAssembly itself means that it does not.
self.addEventListener("error", (event) => {
  event.preventDefault();
  if (isFatal(event.error)) server.gone(event.error);
});
self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  if (isFatal(event.reason)) server.gone(event.reason);
});

function isFatal(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError;
}
