import * as v from "valibot";

/** The part of a MessagePort that a door is made of. */
export interface DoorPort {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
  close(): void;
}

/**
 * One end of the only way between a notebook's view and the shell around it. Hears what fits its schema, and drops the
 * rest without a word: whoever sends it is not told why.
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

/**
 * Two ports that lead to each other without leaving the page, for the person's own notebooks: what one says, the other has
 * heard in the same turn. A MessageChannel would hold nothing back in one realm, and cost each message a turn of the page.
 */
export function portsInOneRealm(): readonly [DoorPort, DoorPort] {
  const [here, there] = [new NearPort(), new NearPort()];
  here.other = there;
  there.other = here;
  return [here, there];
}

class NearPort implements DoorPort {
  onmessage: DoorPort["onmessage"] = null;
  other: NearPort | null = null;

  postMessage(data: unknown, transfer: Transferable[]): void {
    const ports = transfer.filter((each) => each instanceof MessagePort);
    this.other?.onmessage?.(new MessageEvent("message", { data, ports }));
  }

  close(): void {
    this.other = null;
  }
}
