import { html, type TemplateResult } from "lit";
import { reasonOf } from "../../../../worker/src/wire/errors.js";
import { build } from "../../outputs/build.js";
import { AskingElement } from "../asking-element.js";
import type { BokehJson } from "./bokeh-document.js";
import { lookOf } from "./drawing.js";
import type { Buffers, PanelDrawing, Patch } from "./panel-engine.js";

/**
 * `<cloche-panel>`: widgets of Panel's, by their document. What was done by hand goes to Python and to the other copies on
 * the page, one patch at a time: while Python is busy with one, what comes is gathered for the next.
 */
export class ClochePanel extends AskingElement<null> {
  /** Which document of Python's is shown. */
  #name: string | null = null;
  #drawing: PanelDrawing | null = null;
  /** What Python said is taken in turn: the first of it waits for the library. */
  #work: Promise<void> = Promise.resolve();
  #problem = "";
  readonly #place = build("div", { class: "cloche-panel-place" });

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

  protected override ended(): void {
    this.#drawing?.close();
    this.#drawing = null;
    this.#name = null;
  }

  async #show(name: string, document: BokehJson, lacking: readonly string[]): Promise<void> {
    const { opened } = this;
    if (opened === null || name === this.#name) return;
    const { draw } = await import("./panel-engine.js");
    if (this.opened !== opened) return;
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
        for (const twin of this.twins()) twin.hear({ patch: { events }, buffers });
      },
      remarked: (remark) => this.#fail(remark),
    });
  }

  #fail(problem: string): void {
    this.#problem = problem;
    this.draw();
  }
}
