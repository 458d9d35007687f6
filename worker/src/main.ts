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
self.addEventListener("error", (event) => {
  event.preventDefault();
  server.gone(event.error ?? event.message);
});
self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
});
