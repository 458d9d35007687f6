import { html, nothing, render, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { CellId } from "../../../worker/src/wire/messages.js";
import { type AppLayout, withSettings } from "../notebook/app-layout.js";
import { gridSettings, type Spot, spotOf } from "../notebook/grid.js";
import { areaOf } from "./board.js";
import { icon } from "./icons.js";
import { LiveElement } from "./live.js";
import type { Workbench } from "./workbench.js";

/** Above an app's grid while it is arranged: its measures and its tray. Puts a handle on each cell of the grid. */
export class ClocheBoardTools extends LiveElement {
  static override properties = { bench: { attribute: false }, said: { state: true } };
  declare bench: Workbench;
  /** What was moved where, for people who do not see it. */
  declare said: string;
  readonly #handles = document.createElement("div");

  constructor() {
    super();
    this.said = "";
    this.#handles.className = "grid-handles";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.#onUndo);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#onUndo);
    this.#handles.remove();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { board, store } = this.bench;
    const layout = board.layout.value;
    if (!layout) return nothing;
    const { columns, rowHeight, maxWidth, isBordered } = gridSettings(layout);
    const tray = board.tray.value;
    this.#drawHandles(layout);
    return html`<section class="grid-tools" aria-label="Arrange the grid">
      <div class="grid-measures">
        ${this.#measure("Columns", columns, 1, (value) => ({ columns: value ?? 24 }))}
        ${this.#measure("Row height", rowHeight, 1, (value) => ({ rowHeight: value ?? 20 }))}
        ${this.#measure("Most width", maxWidth, 100, (value) => ({ maxWidth: value ?? null }))}
        <label class="plan-check"><input type="checkbox" .checked=${isBordered} @change=${(event: Event) => this.#set({ bordered: (event.currentTarget as HTMLInputElement).checked })} /> Border</label>
        <span class="stage-gap"></span>
        <button class="button" ?disabled=${!store.layouts.canUndo} @click=${() => this.bench.undoLayout()}>${icon("restart")}<span>Undo</span></button>
        <button class="button primary" @click=${() => (board.isArranging.value = false)}>${icon("check")}<span>Done</span></button>
      </div>
      <div class="grid-tray" role="group" aria-label="Not on the grid">
        ${
          tray.length === 0
            ? html`<p>All that is shown is on the grid. Drag a cell, or its corner. With the keyboard: arrows move it, with Shift they size it, Delete takes it off.</p>`
            : html`<p>Not on the grid:</p>${repeat(
                tray,
                (id) => id,
                (id) =>
                  html`<button class="button" @click=${() => this.#takeOut(id)}>${icon("plus")}<span>${store.nameOf(id)}</span></button>`,
              )}`
        }
      </div>
      <p class="visually-hidden" role="status">${this.said}</p>
    </section>`;
  }

  #measure(
    label: string,
    value: number | null,
    least: number,
    changes: (value: number | undefined) => Readonly<Record<string, number | null>>,
  ): TemplateResult {
    return html`<label class="plan-choice"><span>${label}</span><input type="number" min=${least} placeholder="any" .value=${value === null ? "" : String(value)}
      @change=${(event: Event) => {
        const entered = (event.currentTarget as HTMLInputElement).valueAsNumber;
        this.#set(changes(entered >= least ? Math.round(entered) : undefined));
      }} /></label>`;
  }

  #set(changes: Readonly<Record<string, number | boolean | null>>): void {
    const { layout } = this.bench.store.layouts.now.peek();
    if (layout) this.bench.store.layouts.set(withSettings(layout, changes));
    this.requestUpdate(); // a field with what cannot be shows what is again
  }

  #takeOut(id: CellId): void {
    this.bench.board.takeOut(id);
    this.#say(id);
    requestAnimationFrame(() => this.#handles.querySelector<HTMLElement>(`[data-cell="${CSS.escape(id)}"]`)?.focus());
  }

  // ------------------------------------------------------------- handles

  #drawHandles(layout: AppLayout): void {
    const box = document.querySelector("cloche-cells > .app-grid");
    if (!box) return;
    if (this.#handles.parentElement !== box) box.append(this.#handles);
    const { store } = this.bench;
    const placed = store.order.value.flatMap((id) => {
      const spot = spotOf(layout, id);
      return spot ? [{ id, spot }] : [];
    });
    render(
      repeat(
        placed,
        ({ id }) => id,
        ({ id, spot }) => html`<button
          class="grid-handle"
          data-cell=${id}
          aria-label="${store.nameOf(id)}: ${inWords(spot)}"
          style="grid-area: ${areaOf(spot)}"
          @keydown=${(event: KeyboardEvent) => this.#onKey(event, id, spot)}
          @pointerdown=${(event: PointerEvent) => this.#drag(event, id, spot)}
        ><span class="grid-name">${store.nameOf(id)}</span><span class="grid-corner"></span></button>`,
      ),
      this.#handles,
    );
  }

  #onKey(event: KeyboardEvent, id: CellId, spot: Spot): void {
    const { board } = this.bench;
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (steps) {
      const [across = 0, down = 0] = steps;
      board.place(id, event.shiftKey ? sized(spot, across, down) : moved(spot, across, down));
    } else if (event.key === "Delete" || event.key === "Backspace") board.putAway(id);
    else return;
    event.preventDefault();
    this.#say(id);
  }

  /** Move the cell with the pointer, or size it where its corner is held. Escape leaves it as it was. */
  #drag(event: PointerEvent, id: CellId, start: Spot): void {
    const { board } = this.bench;
    const handle = event.currentTarget as HTMLElement;
    const box = handle.closest<HTMLElement>(".app-grid");
    const layout = board.layout.peek();
    if (event.button !== 0 || !box || !layout) return;
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    const isSizing = event.target instanceof Element && event.target.matches(".grid-corner");
    const { columns, rowHeight } = gridSettings(layout);
    const isRtl = getComputedStyle(box).direction === "rtl";
    const step = (box.clientWidth / columns) * (isRtl ? -1 : 1);
    const from = { x: event.pageX, y: event.pageY };
    const ended = new AbortController();
    const { signal } = ended;
    const follow = (at: PointerEvent) => {
      const [across, down] = [Math.round((at.pageX - from.x) / step), Math.round((at.pageY - from.y) / rowHeight)];
      board.preview(id, isSizing ? sized(start, across, down) : moved(start, across, down));
    };
    const end = (isTaken: boolean) => {
      ended.abort();
      board.settle(isTaken);
      if (isTaken) this.#say(id);
    };
    handle.addEventListener("pointermove", follow, { signal });
    handle.addEventListener("pointerup", () => end(true), { signal });
    handle.addEventListener("lostpointercapture", () => end(false), { signal });
    addEventListener("keydown", (key) => key.key === "Escape" && end(false), { signal, capture: true });
  }

  #say(id: CellId): void {
    const layout = this.bench.board.layout.peek();
    const spot = layout && spotOf(layout, id);
    this.said = `${this.bench.store.nameOf(id)}: ${spot ? inWords(spot) : "not on the grid"}`;
  }

  readonly #onUndo = (event: KeyboardEvent): void => {
    const isTyping = event.target instanceof Element && event.target.matches("input, textarea");
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key !== "z" || isTyping) return;
    event.preventDefault();
    this.bench.undoLayout();
  };
}

export function registerBoardTools(): void {
  if (!customElements.get("cloche-board-tools")) customElements.define("cloche-board-tools", ClocheBoardTools);
}

function moved(spot: Spot, across: number, down: number): Spot {
  return { ...spot, x: spot.x + across, y: spot.y + down };
}

function sized(spot: Spot, across: number, down: number): Spot {
  return { ...spot, width: spot.width + across, height: spot.height + down };
}

function inWords({ x, y, width, height }: Spot): string {
  return `column ${x + 1}, row ${y + 1}, ${width} wide, ${height} high`;
}
