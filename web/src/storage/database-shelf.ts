/**
 * The shelf in IndexedDB: a database of the page's own.
 *
 * A save is one transaction over the record, its card and its history, so what a tab that died leaves
 * is one save or the one before. What cannot be read is set aside, not deleted, and the others stay usable.
 */

import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { IDBPTransaction, StoreNames } from "idb";
import type { NotebookDocument } from "../notebook/document.js";
import { faultFrom, StorageFault } from "./faults.js";
import { isSameText, reasonToKeep, surplus } from "./history.js";
import {
  type Card,
  cardOf,
  checkedCard,
  checkedDocument,
  checkedRecord,
  checkedVersion,
  type SavedNotebook,
  type Version,
  type VersionReason,
  versionOf,
} from "./record.js";
import type { Damaged, Database, Schema, VersionKey } from "./schema.js";
import { hasWords, inOrder, type Lists, PLAIN_SAVE, type SaveResult, type SaveWish, type Shelf } from "./shelf.js";
import type { Space } from "./space.js";

const STORES = ["notebooks", "cards", "versions", "documents", "damaged"] as const satisfies StoreNames<Schema>[];
type Stores = (typeof STORES)[number];
type Transaction = IDBPTransaction<Schema, Stores[], "readwrite">;

/** How a shelf gets its database: told when the browser closes it, and when another tab wants to change its form. */
export type Connect = (ends: { onClosed: () => void; onUnwanted: () => void }) => Promise<Database>;

export class DatabaseShelf implements Shelf {
  readonly isLasting = true;
  readonly #trouble = signal<StorageFault | null>(null);
  readonly #connect: Connect;
  readonly #wasEmptied: () => boolean;
  readonly #space: Pick<Space, "isEnough" | "noteShort">;
  #database: Promise<Database> | null = null;
  /** As this tab saved it last: what a save of typing expects to find. */
  #newest: Card | null = null;

  constructor(connect: Connect, space: Pick<Space, "isEnough" | "noteShort">, wasEmptied = () => false) {
    this.#connect = connect;
    this.#space = space;
    this.#wasEmptied = wasEmptied;
  }

  get wasEmptied(): boolean {
    return this.#wasEmptied();
  }

  get trouble(): ReadonlySignal<StorageFault | null> {
    return this.#trouble;
  }

  /** Open the database, or fail as the browser fails. */
  async open(): Promise<void> {
    await this.#opened();
  }

  async save(record: SavedNotebook, basedOn: number, wish: SaveWish = PLAIN_SAVE): Promise<SaveResult> {
    try {
      return await this.#save(record, basedOn, wish, true);
    } catch (cause) {
      const fault = faultFrom(cause);
      if (fault.code !== "full") throw fault;
      // The text matters more than its history. Where a full disk took the database away, that is the reason to tell.
      return this.#save(record, basedOn, wish, false).catch((again) => {
        throw again instanceof StorageFault && again.code !== "unknown" ? again : fault;
      });
    }
  }

  async load(id: string): Promise<SavedNotebook | "damaged" | null> {
    const found: unknown = await (await this.#reading("notebooks")).store.get(id);
    if (found === undefined) return null;
    const record = checkedRecord(found);
    if (record) return record;
    await this.#setAside(id);
    return "damaged";
  }

  async list(): Promise<Card[]> {
    await this.mend().catch(() => {}); // no room to mend: what is whole is listed
    return [...(await this.glance()).cards];
  }

  async bin(): Promise<Card[]> {
    await this.mend().catch(() => {});
    return [...(await this.glance()).bin];
  }

  async glance(): Promise<Lists> {
    const found = await (await this.#reading("cards")).store.getAll();
    const cards = inOrder(found.flatMap((each) => checkedCard(each) ?? []));
    return { cards: cards.filter(({ isDeleted }) => !isDeleted), bin: cards.filter(({ isDeleted }) => isDeleted) };
  }

  async mend(): Promise<boolean> {
    const transaction = await this.#reading("cards", "notebooks");
    const [cards, ids] = await Promise.all([
      transaction.objectStore("cards").getAll(),
      transaction.objectStore("notebooks").getAllKeys(),
    ]);
    const missing = new Set<string>(ids);
    const orphans = cards.filter((card) => !(checkedCard(card) && missing.delete(card.id)));
    if (missing.size === 0 && orphans.length === 0) return false;
    for (const id of missing) await this.load(id); // one that is damaged is set aside
    await this.#write("relaxed", async (transaction) => {
      const cards = transaction.objectStore("cards");
      for (const id of new Set([...missing, ...orphans.map((card) => card.id)])) {
        const card = await this.#cardFromRecord(transaction, id);
        if (!card) await cards.delete(id);
        else if (!checkedCard(await cards.get(id))) await cards.put(card);
      }
    });
    return true;
  }

  async isEmpty(): Promise<boolean> {
    const transaction = await this.#reading("notebooks", "damaged");
    const some = [transaction.objectStore("notebooks"), transaction.objectStore("damaged")] as const;
    const keys = await Promise.all(some.map((store) => store.getAllKeys(null, 1)));
    return keys.every((each) => each.length === 0);
  }

  async find(words: readonly string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    const { store } = await this.#reading("notebooks");
    for (let cursor = await store.openCursor(); cursor; cursor = await cursor.continue()) {
      const record = checkedRecord(cursor.value);
      if (record && hasWords(record.title, record.document, words)) found.add(record.id);
    }
    return found;
  }

  discard(id: string): Promise<void> {
    return this.#mark(id, true);
  }

  restore(id: string): Promise<void> {
    return this.#mark(id, false);
  }

  remove(id: string): Promise<void> {
    return this.#write("strict", async (transaction) => {
      await together(
        () => transaction.objectStore("notebooks").delete(id),
        () => transaction.objectStore("cards").delete(id),
        () => transaction.objectStore("versions").delete(historyOf(id)),
        () => transaction.objectStore("documents").delete(historyOf(id)),
      );
    });
  }

  async history(id: string): Promise<Version[]> {
    const found = await (await this.#reading("versions")).store.getAll(historyOf(id));
    return found.flatMap((each) => checkedVersion(each) ?? []).reverse();
  }

  async documentAt(id: string, version: number): Promise<NotebookDocument | null> {
    return checkedDocument(await (await this.#reading("documents")).store.get([id, version]));
  }

  async damaged(): Promise<Damaged[]> {
    return (await this.#reading("damaged")).store.getAll();
  }

  removeDamaged(id: string): Promise<void> {
    return this.#write("relaxed", (transaction) => transaction.objectStore("damaged").delete(id));
  }

  close(): void {
    this.#database?.then((database) => database.close()).catch(() => {});
  }

  // -------------------------------------------------------------- inside

  /** A database that the browser closed is opened again; one that a newer Cloche took over is not. */
  #opened(): Promise<Database> {
    const trouble = this.#trouble.peek();
    if (trouble) return Promise.reject(trouble);
    this.#database ??= this.#connectWithRoom({
      onClosed: () => {
        this.#database = null;
      },
      onUnwanted: () => {
        this.#trouble.value = new StorageFault("outdated");
        this.close();
      },
    }).catch((cause) => {
      this.#database = null;
      throw cause;
    });
    return this.#database;
  }

  async #connectWithRoom(ends: Parameters<Connect>[0]): Promise<Database> {
    if (!(await this.#space.isEnough())) throw new StorageFault("full");
    return this.#connect(ends);
  }

  async #save(record: SavedNotebook, basedOn: number, wish: SaveWish, withHistory: boolean): Promise<SaveResult> {
    const expected = this.#newest;
    const isPlain =
      expected?.id === record.id &&
      expected.version === basedOn &&
      !wish.isAsked &&
      !(withHistory && reasonToKeep(expected, cardOf(record), record.savedAt, wish.isFirst));
    const saved =
      (isPlain && (await this.#saveOver(expected, record))) ||
      (await this.#saveAnew(record, basedOn, wish, withHistory));
    if (saved === "conflict") return saved;
    this.#newest = saved;
    return "saved";
  }

  /**
   * A save of typing: looks and writes in one go, as the page has its hands full with drawing when the answer to the
   * look comes. If another tab saved meanwhile, nothing of it stays, and the answer is null.
   */
  #saveOver(expected: Card, record: SavedNotebook): Promise<Card | null> {
    return this.#write("relaxed", async (transaction) => {
      const cards = transaction.objectStore("cards");
      const card = { ...cardOf(record), checkpoint: expected.checkpoint };
      const looking = cards.get(record.id);
      const writing = together(
        () => transaction.objectStore("notebooks").put(record),
        () => cards.put(card),
      );
      const found = checkedCard(await Promise.race([looking, writing.then(() => looking)]));
      return found?.version === expected.version && found.checkpoint.version === expected.checkpoint.version
        ? card
        : null;
    });
  }

  #saveAnew(record: SavedNotebook, basedOn: number, wish: SaveWish, withHistory: boolean): Promise<Card | "conflict"> {
    return this.#write(wish.isAsked ? "strict" : "relaxed", async (transaction) => {
      const cards = transaction.objectStore("cards");
      const before = checkedCard(await cards.get(record.id)) ?? (await this.#cardFromRecord(transaction, record.id));
      if (before && before.version > basedOn) return "conflict";
      const next = cardOf(record);
      let { checkpoint } = before ?? next;
      const why = withHistory && before ? reasonToKeep(before, next, record.savedAt, wish.isFirst) : null;
      if (before && why) {
        const replaced = checkedRecord(await transaction.objectStore("notebooks").get(record.id));
        if (!replaced || !isSameText(replaced.document, record.document)) {
          if (replaced) await this.#intoHistory(transaction, replaced, why);
          checkpoint = { version: before.version, at: record.savedAt };
        }
      }
      if (withHistory && wish.isAsked) {
        await this.#intoHistory(transaction, record, wish.why ?? "asked");
        checkpoint = { version: record.version, at: record.savedAt };
      }
      const card = { ...next, checkpoint };
      await together(
        () => transaction.objectStore("notebooks").put(record),
        () => cards.put(card),
      );
      return card;
    });
  }

  async #intoHistory(transaction: Transaction, record: SavedNotebook, why: VersionReason): Promise<void> {
    const versions = transaction.objectStore("versions");
    const documents = transaction.objectStore("documents");
    await together(
      () => versions.put(versionOf(record, why)),
      () => documents.put(record.document, [record.id, record.version]),
    );
    const history = (await versions.getAll(historyOf(record.id))).flatMap((each) => checkedVersion(each) ?? []);
    const keys = surplus(history).map(({ notebook, version }): VersionKey => [notebook, version]);
    await together(...keys.flatMap((key) => [() => versions.delete(key), () => documents.delete(key)]));
  }

  /** A card that was lost or damaged, made again from its record. */
  async #cardFromRecord(transaction: Transaction, id: string): Promise<Card | null> {
    const record = checkedRecord(await transaction.objectStore("notebooks").get(id));
    return record && cardOf(record);
  }

  async #mark(id: string, isDeleted: boolean): Promise<void> {
    await this.#write("strict", async (transaction) => {
      const cards = transaction.objectStore("cards");
      const card = checkedCard(await cards.get(id)) ?? (await this.#cardFromRecord(transaction, id));
      if (card) await cards.put({ ...card, isDeleted });
    });
  }

  #setAside(id: string): Promise<void> {
    return this.#write("relaxed", async (transaction) => {
      const notebooks = transaction.objectStore("notebooks");
      const found: unknown = await notebooks.get(id);
      if (found === undefined || checkedRecord(found)) return;
      await together(
        () => transaction.objectStore("damaged").put({ id, found, at: Date.now() }),
        () => notebooks.delete(id),
        () => transaction.objectStore("cards").delete(id),
      );
    });
  }

  async #reading<Names extends Stores[]>(...names: Names): Promise<IDBPTransaction<Schema, Names, "readonly">> {
    const transaction = (await this.#opened()).transaction(names);
    transaction.done.catch(() => {}); // its requests tell
    return transaction;
  }

  /** One transaction over everything: what `work` wrote is kept as a whole, or the fault says why not. Nothing is, for null. */
  async #write<Result>(
    durability: IDBTransactionDurability,
    work: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    const database = await this.#opened();
    let transaction: Transaction | null = null;
    try {
      transaction = database.transaction(STORES, "readwrite", { durability }) as Transaction;
      transaction.done.catch(() => {}); // awaited below, unless `work` fails first
      const result = await work(transaction);
      if (result === null) {
        abort(transaction);
        return result;
      }
      transaction.commit(); // at once: nothing of it waits for this page any more
      await transaction.done;
      return result;
    } catch (cause) {
      const trouble = this.#trouble.peek();
      abort(transaction);
      const fault = trouble ?? faultFrom(transaction?.error ?? cause);
      if (fault.code === "full") this.#space.noteShort();
      throw fault;
    }
  }
}

/** Requests that go out at once; settles when all have, and rejects with the first fault, even of one never made. */
async function together(...requests: (() => Promise<unknown>)[]): Promise<void> {
  await Promise.all(requests.map(async (request) => request()));
}

function abort(transaction: Transaction | null): void {
  try {
    transaction?.abort();
  } catch {
    // over already, by the browser
  }
}

/** Every key of a notebook's history. */
function historyOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
}
