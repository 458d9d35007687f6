import { html, type TemplateResult } from "lit";
import { reasonOf } from "../../../../worker/src/wire/errors.js";
import { build } from "../../outputs/build.js";
import { ClocheElement } from "../element.js";
import type { BokehJson } from "./bokeh-document.js";
import { lookOf } from "./drawing.js";
import type { Buffers, PanelDrawing, Patch } from "./panel-engine.js";

/**
 * `<cloche-panel>`: widgets of Panel's. Their document never comes in HTML, which may be a stranger's: the element asks for
 * it, and only a notebook that runs here answers. What was done by hand goes to Python and to the other copies on the page,
 * one patch at a time: while Python is busy with one, what comes is gathered for the next.
 */
export class ClochePanel extends ClocheElement<null> {
  #opened: string | null = null;
  /** Which document of Python's is shown. */
  #name: string | null = null;
  #drawing: PanelDrawing | null = null;
  /** What Python said is taken in turn: the first of it waits for the library. */
  #work: Promise<void> = Promise.resolve();
  #problem = "";
  readonly #place = build("div", { class: "cloche-panel-place" });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#open();
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    if (name === "instance" && this.isConnected && before !== after) this.#open();
  }

  /** The same widget again, but maybe of another Python, after a restart: its document is asked for anew. */
  override morphFrom(fresh: Element): void {
    const name = this.#name;
    super.morphFrom(fresh);
    if (name !== null && name === this.#name) this.say({ open: true });
  }

  override hear(message: unknown): void {
    const said = message as {
      readonly name?: string;
      readonly document?: BokehJson;
      readonly lacking?: readonly string[];
      readonly patch?: Patch;
      readonly buffers?: Buffers;
      readonly heard?: boolean;
    };
    this.#work = this.#work
      .then(async () => {
        if (said.document) await this.#show(said.name ?? "", said.document, said.lacking ?? []);
        else if (said.patch) this.#drawing?.take(said.patch, said.buffers ?? {});
        else if (said.heard) this.#drawing?.heard();
      })
      .catch((error: unknown) => this.#fail(`Panel failed: ${reasonOf(error)}`));
  }

  protected read(): null {
    return null;
  }

  protected view(): TemplateResult {
    return html`${this.#place}<span class="cloche-problem" role="alert">${this.#problem}</span>`;
  }

  #open(): void {
    const instance = this.getAttribute("instance");
    if (instance === this.#opened || this.elementId === "") return;
    this.#end();
    this.#opened = instance;
    this.say({ open: true });
  }

  #end(): void {
    this.#drawing?.close();
    this.#drawing = null;
    this.#opened = null;
    this.#name = null;
  }

  async #show(name: string, document: BokehJson, lacking: readonly string[]): Promise<void> {
    if (this.#opened === null || name === this.#name) return;
    const opened = this.#opened;
    const { draw } = await import("./panel-engine.js");
    if (this.#opened !== opened) return;
    this.#drawing?.close();
    this.#name = name;
    this.#fail(
      lacking.length === 0
        ? ""
        : `${lacking.join(", ")}: Panel loads another library for this, and the page brings none. That part may be empty.`,
    );
    this.#drawing = await draw(this.#place, document, lookOf(this), {
      changed: (patch, buffers) => {
        this.say({ patch, buffers });
        const events = patch.events.filter(({ kind }) => kind !== "MessageSent"); // presses are Python's alone
        if (events.length === 0) return;
        for (const twin of globalThis.document.querySelectorAll(`[element-id="${CSS.escape(this.elementId)}"]`))
          if (twin !== this && twin instanceof ClochePanel) twin.hear({ patch: { events }, buffers });
      },
      remarked: (remark) => this.#fail(remark),
    });
  }

  #fail(problem: string): void {
    this.#problem = problem;
    this.draw();
  }
}
