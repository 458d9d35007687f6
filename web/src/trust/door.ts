import * as v from "valibot";

/** The part of a MessagePort that a door is made of. */
export interface DoorPort {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
  close(): void;
}

/**
 * One end of the only way between a stranger's notebook and the page. Hears what fits its schema, and drops the rest
 * without a word: whoever sends it is not told why.
 */
export class Door<Heard extends v.GenericSchema, Said> {
  readonly #port: DoorPort;
  #isOpen = true;

  constructor(
    port: DoorPort,
    schema: Heard,
    hear: (message: v.InferOutput<Heard>, ports: readonly MessagePort[]) => void,
  ) {
    this.#port = port;
    port.onmessage = ({ data, ports }) => {
      if (!this.#isOpen) return;
      const { success, output } = v.safeParse(schema, data);
      if (success) hear(output, ports ?? []);
    };
  }

  say(message: Said, transfer: Transferable[] = []): void {
    if (this.#isOpen) this.#port.postMessage(message, transfer);
  }

  close(): void {
    this.#isOpen = false;
    this.#port.onmessage = null;
    this.#port.close();
  }
}
