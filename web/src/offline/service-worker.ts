/**
 * The site's service worker. Only browsers register it that have no other way for Python to wait (`web/src/kernel/waits.ts`),
 * and it does nothing but hold the requests of a Python that waits. Everything else passes by.
 */

import { HELD, readWait, type Told } from "../../../worker/src/wire/waits.js";
import { WaitingRoom } from "./waiting-room.js";

declare const self: ServiceWorkerGlobalScope;

const room = new WaitingRoom();

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const wait = readWait(event.request.url, self.registration.scope);
  if (wait) event.respondWith(held(wait.key, wait.milliseconds));
});

self.addEventListener("message", ({ data }: { data: Told }) => room.tell(data.key, data.word));

async function held(key: string, milliseconds: number): Promise<Response> {
  const word = milliseconds > 0 ? await room.wait(key, milliseconds) : { kind: "nothing" };
  return Response.json(word, { headers: { [HELD]: "1", "cache-control": "no-store" } });
}
