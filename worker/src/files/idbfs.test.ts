import { expect, test } from "vitest";
import { type Idbfs, watched } from "./idbfs.js";

type Entry = Parameters<Idbfs["storeRemoteEntry"]>[2];

/** IDBFS as Emscripten writes it, as far as its order goes: a sync is over when its transaction is. */
function fake(local: Map<string, Entry>, remote: Map<string, Entry>) {
  const log: string[] = [];
  const idbfs: Idbfs = {
    loadRemoteEntry: (_, path, done) => done(null, remote.get(path)),
    storeRemoteEntry: (_, path, entry, done) => {
      log.push(`store ${path}`);
      remote.set(path, entry);
      done();
    },
    removeRemoteEntry: (_, path, done) => {
      remote.delete(path);
      done();
    },
    syncfs: (_, populate, done) => {
      log.push("begin");
      const source = populate ? remote : local;
      for (const [path, entry] of source)
        if (populate)
          idbfs.loadRemoteEntry(null, path, (error, found) => {
            if (!error && found) local.set(path, found);
          });
        else idbfs.storeRemoteEntry(null, path, entry, () => {});
      setTimeout(() => {
        log.push("end");
        done();
      });
    },
  };
  return { idbfs, log };
}

const large = () => new Uint8Array(16_000_001).fill(5);

test("a large file is stored as a blob, which no record is too small for, and is whole when it has come back", async () => {
  const remote = new Map<string, Entry>();
  const out = fake(
    new Map<string, Entry>([
      ["big", { contents: large() }],
      ["small", { contents: new Uint8Array(3) }],
    ]),
    remote,
  );
  await watched(out.idbfs, null).sync(false);

  expect(remote.get("big")?.contents).toBeInstanceOf(Blob);
  expect(remote.get("small")?.contents).toEqual(new Uint8Array(3));

  const local = new Map<string, Entry>();
  await watched(fake(local, remote).idbfs, null).sync(true);

  const { contents } = local.get("big") as { contents: Uint8Array };
  expect([contents.length, contents[16_000_000]]).toEqual([16_000_001, 5]);
});

test("a blob that the browser lost fails the sync, so that nothing is taken for deleted", async () => {
  const lost = Object.assign(new Blob(["x"]), { arrayBuffer: () => Promise.reject(new Error("NotReadableError")) });

  const mount = watched(fake(new Map(), new Map([["big", { contents: lost }]])).idbfs, null);

  await expect(mount.sync(true)).rejects.toThrow("NotReadableError");
});

test("syncs go one after the other, and each tells what it stored", async () => {
  const { idbfs, log } = fake(new Map([["a", { contents: new Uint8Array(1) }]]), new Map());
  const mount = watched(idbfs, null);
  mount.onBegin = () => log.push("told begin");
  mount.onSync = (count, fault) => log.push(`told ${count} ${fault}`);

  await Promise.all([mount.sync(false), mount.sync(false)]);

  const one = ["told begin", "begin", "store a", "end", "told 1 null"];
  expect(log).toEqual([...one, ...one]);
});
