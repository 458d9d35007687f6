/**
 * What Python may call of the worker, by name. Python keeps the door; what is behind it may be another worker's after
 * its memory was kept and woken again.
 */

type Call = (...args: never[]) => unknown;

/** What doors lead to: calls, and rooms of them. Null where there is nothing. */
export type Behind = Readonly<Record<string, Call | Room | null>>;
type Room = Readonly<Record<string, Call>>;

/** Doors that Python gets together, as one object; one of them alone is called `memory.sleep`. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  http: ["begin", "block"],
  memory: ["sleep", "ask"],
};

export class Doors {
  readonly #doors = new Map<string, Call | Room>();
  readonly #names = new Map<unknown, string>();
  #behind: Behind = {};

  /** From now on these are called. */
  lead(to: Behind): void {
    this.#behind = to;
  }

  /** A function, or an object of functions: the same one each time. */
  door(name: string): Call | Room {
    const found = this.#doors.get(name);
    if (found) return found;
    const door = this.#make(name);
    this.#doors.set(name, door);
    this.#names.set(door, name);
    return door;
  }

  /** Its name, if it is a door. */
  nameOf(value: unknown): string | null {
    return this.#names.get(value) ?? null;
  }

  #make(name: string): Call | Room {
    const [whole = "", part] = name.split(".");
    const calls = ROOMS[name];
    if (calls) return Object.fromEntries(calls.map((call) => [call, this.door(`${name}.${call}`) as Call]));
    return (...args: never[]) => {
      const behind = this.#behind[whole];
      return (part === undefined ? (behind as Call | null) : (behind as Room | null)?.[part])?.(...args);
    };
  }
}
