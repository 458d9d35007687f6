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
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.end();
      });
    }
    const opened = Date.now() + delay;
    near.on("data", (chunk) =>
      setTimeout(() => far.write(chunk), Math.max(delay / 2, opened - Date.now() + delay / 2)),
    );
    far.on("data", (chunk) => {
      const now = Date.now();
      free = Math.max(now, free) + (chunk.length * 8000) / bits;
      if (free - now > 50) {
        far.pause();
        setTimeout(() => far.resume(), free - now - 25);
      }
      setTimeout(() => near.write(chunk), free - now + delay / 2);
    });
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
