import { connect, createServer, type Socket } from "node:net";

/** What a slow line does to whoever is behind it. */
export interface Line {
  /** Bits a second towards the browser, for all connections together. */
  readonly bits: number;
  /** Milliseconds there and back. */
  readonly delay: number;
}

/**
 * A server on another port that is `origin` at the end of such a line. Below HTTP, so page and workers meet it alike;
 * a new connection costs one delay as its handshake would.
 */
export async function behindLine(origin: string, { bits, delay }: Line) {
  const { hostname, port } = new URL(origin);
  const sockets = new Set<Socket>();
  let free = 0; // when the line has sent all it was given

  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => {});
    }
    near.on("close", () => far.destroy());
    const up = new Later();
    const down = new Later();
    const opened = Date.now() + delay;
    near.on("data", (chunk) => up.put(Math.max(Date.now(), opened) + delay / 2, () => far.write(chunk)));
    near.on("end", () => up.put(Date.now() + delay / 2, () => far.end()));
    far.on("data", (chunk) => {
      const now = Date.now();
      free = Math.max(now, free) + (chunk.length * 8000) / bits;
      if (free - now > 50) {
        far.pause();
        setTimeout(() => far.resume(), free - now - 25);
      }
      down.put(free + delay / 2, () => near.write(chunk));
    });
    far.on("close", () => down.put(free + delay / 2, () => near.end()));
  });
  await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the line has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Does one thing after the other, each no sooner than its time: timers of their own could overtake one another. */
class Later {
  readonly #waiting: { readonly at: number; readonly action: () => void }[] = [];
  #isAwake = false;

  /** `at` is a `Date.now()`. */
  put(at: number, action: () => void): void {
    this.#waiting.push({ at, action });
    if (!this.#isAwake) this.#wait();
  }

  #wait(): void {
    const next = this.#waiting[0];
    this.#isAwake = next !== undefined;
    if (next) setTimeout(() => this.#act(), Math.max(0, next.at - Date.now()));
  }

  #act(): void {
    while (this.#waiting[0] && this.#waiting[0].at <= Date.now()) this.#waiting.shift()?.action();
    this.#wait();
  }
}
