/**
 * Going on where the last visit ended: when a session is worth keeping, and which one fits the open notebook. One that
 * does not fit exactly is never shown as the present. Not here: Python's memory (`worker/src/boot/session.ts`), where
 * sessions lie (`storage/sessions.ts`).
 */

import type { FrozenSession } from "../../../worker/src/wire/messages.js";
import type { NotebookStore } from "../notebook/store.js";
import type { KeptSession } from "../storage/sessions.js";

/** Where sessions of the open notebook are; each does nothing where the notebook has no place of its own. */
export interface SessionShelf {
  find(): Promise<KeptSession | "gone" | null>;
  keep(session: KeptSession): Promise<boolean>;
  remove(): Promise<void>;
}

/** Running took at least so many milliseconds: less is not worth a place on the disk. */
const WORTH = 1000;

/** Milliseconds in which nobody asked anything of Python. */
const QUIET = 2500;

/** What decides beside the notebook what its cells show. */
export type Circumstances = () => unknown;

export class Resumption {
  readonly #store: NotebookStore;
  readonly #shelf: SessionShelf;
  readonly #circumstances: Circumstances;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** Counts what was asked of Python: a session is of one moment. */
  #moment = 0;
  #kept = "";
  /** What became of the last attempt, in words for a developer. */
  state = "none kept";

  constructor(store: NotebookStore, shelf: SessionShelf, circumstances: Circumstances) {
    this.#store = store;
    this.#shelf = shelf;
    this.#circumstances = circumstances;
  }

  /** The session that fits the notebook as it is now; "other" where the one there does not. */
  async find(): Promise<KeptSession | "other" | null> {
    const found = await this.#shelf.find().catch(() => null);
    if (!found) return null;
    if (found === "gone") return "other";
    if (found.likeness === this.#likeness()) return found;
    await this.#shelf.remove().catch(() => {});
    return "other";
  }

  /** Python woke up in it: it need not be kept again. */
  goesOn({ likeness }: KeptSession): void {
    this.#kept = likeness;
    this.state = "kept by the last visit";
  }

  /** Something is asked of Python: a session from before would be shown as the present by a reload. */
  disturb(): void {
    this.pause();
    this.#forget();
  }

  /** Nothing is kept until the next rest. */
  pause(): void {
    this.#moment += 1;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Python has nothing to do; `freeze` asks it for its memory. */
  rest(freeze: () => Promise<FrozenSession>): void {
    this.pause();
    this.#timer = setTimeout(() => whenIdle(() => void this.#keep(freeze, this.#moment)), QUIET);
  }

  async #keep(freeze: () => Promise<FrozenSession>, moment: number): Promise<void> {
    const likeness = this.#likeness();
    if (moment !== this.#moment || likeness === this.#kept || !this.#isWorthIt()) return;
    const store = this.#store;
    const runs = store.order.peek().flatMap((id) => {
      const run = store.view(id)?.run.peek();
      return run ? [[id, run] as const] : [];
    });
    const problems = store.problems.peek();
    const { image, reason } = await freeze().catch((error: unknown) => ({ image: null, reason: String(error) }));
    if (moment !== this.#moment || likeness !== this.#likeness()) return;
    if (!(image instanceof Blob)) {
      this.state = reason;
      await this.#shelf.remove().catch(() => {});
      return;
    }
    const isKept = await this.#shelf.keep({ likeness, runs, problems, image }).catch(() => false);
    if (moment !== this.#moment) return this.#forget(); // something was asked while it was written
    if (isKept) this.#kept = likeness;
    this.state = isKept ? `kept, ${Math.round(image.size / 1e6)} MB` : "the browser has no room for it";
  }

  #forget(): void {
    this.#kept = "";
    this.#shelf.remove().catch(() => {}); // the next one that is kept takes its place
  }

  /** Every cell shows what it should, to have that again would take time, and no secret is in it. */
  #isWorthIt(): boolean {
    const views = this.#store.order.peek().flatMap((id) => this.#store.view(id) ?? []);
    const isWhole = views.every(({ status }) => ["idle", "disabled", "error"].includes(status.peek()));
    const spent = views.reduce((sum, { run }) => sum + (run.peek().milliseconds ?? 0), 0);
    return isWhole && spent >= WORTH && !this.#store.answers.isPythonTold;
  }

  #likeness(): string {
    const { filename, header } = this.#store.document.peek();
    const elements = [...this.#store.answers.lasting].sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([this.#circumstances(), filename, header, this.#store.texts(), elements]);
  }
}

function whenIdle(act: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(act, { timeout: 2000 });
  else act();
}
