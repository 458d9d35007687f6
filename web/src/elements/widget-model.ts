/**
 * The model of a widget, as the AFM specification (anywidget front-end modules) has it: state with `get`, `set` and
 * `save_changes`, events, and messages with buffers. Bytes are `DataView`s, as widgets expect them.
 */

type Listener = (...values: unknown[]) => void;

/** Where the model's words go. */
export interface WidgetPort {
  saveState(changes: Readonly<Record<string, unknown>>): void;
  sendContent(content: unknown, buffers: readonly Uint8Array[]): void;
}

/** Where a widget looks for others that it holds. */
export interface WidgetHost {
  getModel(reference: string): Promise<never>;
  getWidget(reference: string): Promise<never>;
}

const refuse = () => Promise.reject(new Error("Widgets inside widgets are not supported here."));

/** Each widget stands alone. */
export const NO_OTHERS: WidgetHost = { getModel: refuse, getWidget: refuse };

export class WidgetModel {
  readonly #port: WidgetPort;
  readonly #state = new Map<string, unknown>();
  readonly #unsaved = new Set<string>();
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(state: Readonly<Record<string, unknown>>, port: WidgetPort) {
    this.#port = port;
    for (const [name, value] of Object.entries(state)) this.#state.set(name, withViews(value));
  }

  get(name: string): unknown {
    return this.#state.get(name);
  }

  set(name: string | Readonly<Record<string, unknown>>, value?: unknown): void {
    const changes = typeof name === "string" ? { [name]: value } : name;
    this.#put(changes, true);
  }

  save_changes(): void {
    if (this.#unsaved.size === 0) return;
    const changes = Object.fromEntries([...this.#unsaved].map((name) => [name, withBytes(this.#state.get(name))]));
    this.#unsaved.clear();
    this.#port.saveState(changes);
  }

  send(content: unknown, _callbacks?: unknown, buffers?: readonly (ArrayBuffer | ArrayBufferView)[]): void {
    this.#port.sendContent(content, (buffers ?? []).map(bytesOf));
  }

  on(names: string, listener: Listener): void {
    for (const name of names.split(/\s+/)) {
      const listeners = this.#listeners.get(name) ?? new Set();
      this.#listeners.set(name, listeners.add(listener));
    }
  }

  off(names?: string | null, listener?: Listener | null): void {
    for (const name of names ? names.split(/\s+/) : [...this.#listeners.keys()]) {
      if (listener) this.#listeners.get(name)?.delete(listener);
      else this.#listeners.delete(name);
    }
  }

  /** Where other widgets are looked for, as of old. */
  readonly widget_manager = { get_model: NO_OTHERS.getModel };

  get state(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.#state);
  }

  /** Python changed the state. */
  take(changes: Readonly<Record<string, unknown>>): void {
    this.#put(Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, withViews(value)])), false);
  }

  /** Python sent a message. */
  hear(content: unknown, buffers: readonly Uint8Array[]): void {
    this.#emit("msg:custom", content, buffers.map(viewOf));
  }

  #put(changes: Readonly<Record<string, unknown>>, isOurs: boolean): void {
    const changed = Object.entries(changes).filter(([name, value]) => this.#state.get(name) !== value);
    for (const [name, value] of changed) {
      this.#state.set(name, value);
      if (isOurs) this.#unsaved.add(name);
      else this.#unsaved.delete(name);
    }
    for (const [name, value] of changed) this.#emit(`change:${name}`, this, value);
    if (changed.length > 0) this.#emit("change", this);
  }

  #emit(name: string, ...values: unknown[]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(...values);
      } catch (error) {
        reportError(error); // one listener's fault is not the others'
      }
    }
  }
}

function bytesOf(buffer: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(buffer)
    ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    : new Uint8Array(buffer);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const withViews = (value: unknown): unknown =>
  replaced(value, (part) => (part instanceof Uint8Array ? viewOf(part) : undefined));

const withBytes = (value: unknown): unknown =>
  replaced(value, (part) =>
    ArrayBuffer.isView(part) || part instanceof ArrayBuffer ? bytesOf(part as ArrayBuffer) : undefined,
  );

/** A copy in which some parts are replaced; the value itself where none is. */
function replaced(value: unknown, replace: (part: unknown) => unknown): unknown {
  const other = replace(value);
  if (other !== undefined) return other;
  if (Array.isArray(value)) return value.map((part) => replaced(part, replace));
  if (value === null || typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, replaced(part, replace)]));
}
