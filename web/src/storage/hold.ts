/**
 * One tab at a time has a notebook: the one that holds its Web Lock saves it and runs its Python. Another tab
 * can ask for it; the holder saves what it has and lets go, or is not there to answer and the lock is taken from it.
 *
 * Where the browser has no Web Locks every tab holds everything, and the count of saves alone guards the text.
 */

/** `held`: this tab has it. `elsewhere`: another one does. */
export type Holding = "held" | "elsewhere";

export interface HoldEnds {
  /** Another tab wants the notebook: settles when nothing of it is on its way to the database. */
  readonly onAsked: () => Promise<void>;
  /** Another tab has it now. */
  readonly onLost: () => void;
  /** The tab that had it is gone, and this one has it now. */
  readonly onFree: () => void;
}

/** The parts of the browser that are needed; `locks` is undefined where there are none. */
export interface HoldWorld {
  readonly locks: Pick<LockManager, "request"> | undefined;
  /** A way to the other tabs of this site. */
  channel(name: string): Pick<BroadcastChannel, "postMessage" | "close" | "onmessage">;
}

/** How long one that is just leaving may take, as this tab itself does when it goes from one page to the next. */
const MOMENT = 200;

/** How long another tab may take to save and let go, in milliseconds. One in the background may be asleep. */
const PATIENCE = 1500;

/** The hold on one notebook, from its opening in this tab until `release`. */
export class Hold {
  readonly #name: string;
  readonly #world: HoldWorld;
  readonly #ends: HoldEnds;
  #channel: ReturnType<HoldWorld["channel"]> | null = null;
  #letGo: (() => void) | null = null;
  #waiting: AbortController | null = null;
  #isReleased = false;

  constructor(id: string, ends: HoldEnds, world: HoldWorld) {
    this.#name = `cloche-notebook-${id}`;
    this.#world = world;
    this.#ends = ends;
  }

  /** Hold it if no other tab does; else wait in line for `onFree`. Again says how it stands. */
  async take(): Promise<Holding> {
    if (!this.#world.locks || this.#letGo) return "held";
    if (this.#channel) return "elsewhere";
    this.#channel = this.#world.channel(this.#name);
    this.#channel.onmessage = ({ data }) => {
      if (data === "wanted" && this.#letGo) void this.#handOver();
    };
    if (await this.#requestWithin(MOMENT)) return "held";
    if (!this.#isReleased) this.#waitInLine();
    return "elsewhere";
  }

  /** Take it from the tab that has it. */
  async takeOver(): Promise<void> {
    this.#waiting?.abort();
    this.#channel?.postMessage("wanted");
    if (!(await this.#requestWithin(PATIENCE))) await this.#request({ steal: true });
  }

  release(): void {
    this.#isReleased = true;
    this.#waiting?.abort();
    this.#letGo?.();
    this.#letGo = null;
    this.#channel?.close();
  }

  async #handOver(): Promise<void> {
    await this.#ends.onAsked();
    const letGo = this.#letGo;
    this.#letGo = null;
    if (!letGo) return; // it was taken meanwhile, and that was told
    this.#lose();
    letGo();
  }

  #lose(): void {
    if (this.#isReleased) return;
    this.#ends.onLost();
    this.#waitInLine();
  }

  #waitInLine(): void {
    const waiting = new AbortController();
    this.#waiting = waiting;
    void this.#request({ signal: waiting.signal }).then((isHeld) => {
      if (isHeld && !this.#isReleased) this.#ends.onFree();
    });
  }

  async #requestWithin(milliseconds: number): Promise<boolean> {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), milliseconds);
    try {
      return await this.#request({ signal: patience.signal });
    } finally {
      clearTimeout(timer);
    }
  }

  /** True once the lock is held; it stays so until `#letGo`. False when it was not to be had. */
  #request(options: LockOptions): Promise<boolean> {
    return new Promise((answer) => {
      let mine: (() => void) | null = null;
      const held = this.#world.locks?.request(this.#name, options, (lock) => {
        if (!lock || this.#isReleased) {
          answer(false);
          return undefined;
        }
        return new Promise<void>((letGo) => {
          mine = letGo;
          this.#letGo = letGo;
          answer(true);
        });
      });
      held?.catch(() => {
        answer(false); // given up waiting
        if (mine === null || this.#letGo !== mine) return;
        this.#letGo = null; // it was held, and another tab stole it
        this.#lose();
      });
    });
  }
}
