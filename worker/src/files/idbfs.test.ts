import { expect, test } from "vitest";
import { type Idbfs, watched } from "./idbfs.js";

type Entry = Parameters<Idbfs["storeRemoteEntry"]>[2];
type Side = Parameters<Idbfs["reconcile"]>[0];

/** IDBFS as Emscripten writes it, as far as its order goes: a sync is over when its transaction is. */
function fake(local: Map<string, Entry>, remote: Map<string, Entry>) {
  const log: string[] = [];
  const side = (type: Side["type"], entries: Map<string, Entry>): Side => ({
    type,
    entries: Object.fromEntries([...entries.keys()].map((path) => [path, { timestamp: new Date(0) }])),
  });
  const commit = () => void log.push("commit");
  const store = { transaction: { commit } as IDBTransaction };
  const idbfs: Idbfs = {
    loadRemoteEntry: (_, path, done) => done(null, remote.get(path)),
    storeRemoteEntry: (_, path, entry, done) => {
      log.push(`store ${path}`);
      remote.set(path, entry);
      done();
    },
    removeRemoteEntry: (_, path, done) => {
      log.push(`remove ${path}`);
      remote.delete(path);
      done();
    },
    getRemoteSet: (_, done) => {
      log.push("look");
      setTimeout(() => done(null, side("remote", remote)));
    },
    reconcile: (from, to, done) => {
      const populate = from.type === "remote";
      const create = Object.keys(from.entries).filter((path) => !(path in to.entries));
      const remove = Object.keys(to.entries).filter((path) => !(path in from.entries));
      if (create.length + remove.length === 0) return done();
      let fault: unknown = null;
      const noted = (error?: unknown) => {
        fault ??= error;
      };
      for (const path of create)
        if (populate)
          idbfs.loadRemoteEntry(store, path, (error, found) => {
            if (!error && found) local.set(path, found);
          });
        else idbfs.storeRemoteEntry(store, path, local.get(path) ?? {}, noted);
      for (const path of remove)
        if (populate) local.delete(path);
        else idbfs.removeRemoteEntry(store, path, noted);
      setTimeout(() => {
        log.push("end");
        done(fault);
      });
    },
    syncfs: (mount, populate, done) => {
      log.push("begin");
      const here = side("local", local);
      idbfs.getRemoteSet(mount, (error, there) => {
        if (error || !there) return done(error);
        idbfs.reconcile(populate ? there : here, populate ? here : there, done);
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

  const first = ["told begin", "begin", "look", "store a", "commit", "end", "told 1 null"];
  expect(log).toEqual([...first, "told begin", "begin", "told 0 null"]);
});

test("a store is one step of the worker's, so what never ends after it leaves no transaction open", async () => {
  const local = new Map([["old", { contents: new Uint8Array(1) }]]);
  const { idbfs, log } = fake(local, new Map(local));
  const mount = watched(idbfs, null);
  await mount.sync(true);
  local.delete("old");
  local.set("new", { contents: new Uint8Array(1) });
  log.length = 0;

  setTimeout(() => log.push("the worker's next step"));
  await mount.sync(false);

  expect(log).toEqual(["begin", "store new", "remove old", "commit", "the worker's next step", "end"]);
});

test("after a store that failed it is asked what is stored", async () => {
  const { idbfs, log } = fake(new Map([["a", { contents: new Uint8Array(1) }]]), new Map());
  const { storeRemoteEntry } = idbfs;
  idbfs.storeRemoteEntry = (_, path, __, done) => {
    log.push(`refuse ${path}`);
    done(new Error("full"));
  };
  const mount = watched(idbfs, null);
  await expect(mount.sync(false)).rejects.toThrow("full");
  idbfs.storeRemoteEntry = storeRemoteEntry;
  log.length = 0;

  await mount.sync(false);

  expect(log).toEqual(["begin", "look", "store a", "end"]);
});
