import { html, type TemplateResult } from "lit";
import { reasonOf } from "../../../worker/src/wire/errors.js";
import { build } from "../outputs/build.js";
import { letOwnScriptsWrite } from "../sinks/sinks.js";
import { AskingElement } from "./asking-element.js";
import { NO_OTHERS, type WidgetHost, WidgetModel } from "./widget-model.js";

type Cleanup = () => unknown;
type Life = Cleanup | undefined;

interface Given {
  readonly model: WidgetModel;
  readonly host: WidgetHost;
  readonly experimental: { readonly invoke: Invoke };
  readonly signal: AbortSignal;
}

interface Definition {
  initialize?(given: Given): Life | Promise<Life>;
  render?(given: Given & { readonly el: HTMLElement }): Life | Promise<Life>;
}

type Invoke = (
  name: string,
  message: unknown,
  options?: { readonly buffers?: readonly ArrayBuffer[]; readonly signal?: AbortSignal },
) => Promise<[unknown, readonly DataView[]]>;

/**
 * A widget by the AFM specification, by its script. What the person changed is remembered for a restart.
 */
export class ClocheAnywidget extends AskingElement<Readonly<Record<string, unknown>>> {
  #model: WidgetModel | null = null;
  #life = new AbortController();
  #changes: Record<string, unknown> = {};
  #problem = "";
  readonly #style = build("style");
  readonly #place = build("div", { class: "cloche-widget" });

  /** The same widget again, but maybe of another Python, after a restart: its state is asked for anew. */
  override morphFrom(fresh: Element): void {
    const model = this.#model;
    super.morphFrom(fresh);
    if (model && model === this.#model) this.say({ open: true });
  }

  override get value(): Readonly<Record<string, unknown>> {
    return this.#changes;
  }

  override hear(message: unknown): void {
    const said = message as {
      readonly open?: boolean;
      readonly esm?: string;
      readonly css?: string;
      readonly state?: Readonly<Record<string, unknown>>;
      readonly changed?: readonly string[];
      readonly content?: unknown;
      readonly buffers?: readonly Uint8Array[];
    };
    if (said.open) {
      const { esm = "", css = "", state = {}, changed = [] } = said;
      if (!this.#model) this.#changes = Object.fromEntries(changed.map((name) => [name, state[name]]));
      if (this.#model) this.#model.take(state);
      else void this.#begin(esm, css, state);
    } else if (said.state) {
      for (const name of Object.keys(said.state)) delete this.#changes[name];
      this.#model?.take(said.state);
      this.#renew(said.state);
    } else this.#model?.hear(said.content, said.buffers ?? []);
  }

  protected read(value: unknown): Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  }

  protected view(): TemplateResult {
    return html`${this.#style}${this.#place}<span class="cloche-problem" role="alert">${this.#problem}</span>`;
  }

  protected override ask(): void {
    this.#changes = {};
    super.ask();
  }

  protected override ended(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#model = null;
    this.#place.replaceChildren();
  }

  /** The widget's own files changed while it is shown: another style, or another script, which begins with the same state. */
  #renew({ _css: css, _esm: esm }: Readonly<Record<string, unknown>>): void {
    if (typeof css === "string") this.#style.textContent = css;
    const model = this.#model;
    if (typeof esm !== "string" || !model) return;
    this.ended();
    void this.#begin(esm, this.#style.textContent, model.state);
  }

  async #begin(esm: string, css: string, state: Readonly<Record<string, unknown>>): Promise<void> {
    if (this.opened === null) return;
    const { signal } = this.#life;
    const model = new WidgetModel(state, {
      saveState: (changes) => {
        Object.assign(this.#changes, changes);
        this.say({ state: changes }, { ...this.#changes });
        for (const twin of this.twins()) twin.hear({ state: changes });
      },
      sendContent: (content, buffers) => this.say({ content, buffers }),
    });
    this.#model = model;
    this.#style.textContent = css;
    this.#fail("");
    const given: Given = { model, host: NO_OTHERS, experimental: { invoke: invoker(model) }, signal };
    const keep = (life: Life) => {
      if (typeof life !== "function") return;
      if (signal.aborted) life();
      else signal.addEventListener("abort", () => void life());
    };
    letOwnScriptsWrite(); // widgets write markup as scripts in outputs do
    try {
      const definition = await definitionIn(esm);
      if (signal.aborted) return;
      keep(await definition.initialize?.(given));
      if (signal.aborted) return;
      const el = build("div");
      this.#place.replaceChildren(el);
      keep(await definition.render?.({ ...given, el }));
    } catch (error) {
      if (!signal.aborted) this.#fail(`The widget failed: ${reasonOf(error)}`);
    }
  }

  #fail(problem: string): void {
    this.#problem = problem;
    this.draw();
  }
}

/** The module's definition: its default export, a function that gives one, or as of old a function `render`. */
async function definitionIn(esm: string): Promise<Definition> {
  const isAddress = /^https?:\/\//.test(esm);
  const url = isAddress ? esm : URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
  try {
    const module: { default?: unknown; render?: Definition["render"] } = await import(/* @vite-ignore */ url);
    const definition: unknown = typeof module.default === "function" ? await module.default() : module.default;
    if (definition) return definition as Definition;
    if (module.render) return { render: module.render };
    throw new Error("its script has no default export with `render`.");
  } finally {
    if (!isAddress) URL.revokeObjectURL(url);
  }
}

/** Functions of the Python class that are marked as commands, called from the page. */
function invoker(model: WidgetModel): Invoke {
  return (name, message, options = {}) => {
    const id = `${Date.now()}-${Math.random()}`;
    return new Promise((answer, refuse) => {
      const signal = options.signal ?? AbortSignal.timeout(3000);
      const listen = (content: unknown, buffers: unknown) => {
        const said = content as { readonly id?: unknown; readonly kind?: unknown; readonly response?: unknown };
        if (said?.id !== id || said.kind !== "anywidget-command-response") return;
        model.off("msg:custom", listen);
        answer([said.response, buffers as readonly DataView[]]);
      };
      signal.addEventListener("abort", () => {
        model.off("msg:custom", listen);
        refuse(signal.reason);
      });
      model.on("msg:custom", listen);
      model.send({ id, kind: "anywidget-command", name, msg: message }, undefined, options.buffers);
    });
  };
}
