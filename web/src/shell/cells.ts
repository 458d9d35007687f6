import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { Nursery } from "../editor/nursery.js";
import { LiveElement } from "./live.js";
import { Painter } from "./painter.js";
import type { Workbench } from "./workbench.js";

/** Cells that are taken for near when a notebook opens: what a large screen shows. */
const FIRST_CELLS = 12;
/** Cells put on the page with each picture after that. They are empty until the painter comes to them. */
const CELLS_A_FRAME = 250;

/** The column of cells, in page order. */
export class ClocheCells extends LiveElement {
  static override properties = { bench: { attribute: false }, placed: { state: true } };
  declare bench: Workbench;
  declare placed: number;
  readonly #nursery = new Nursery();
  readonly #painter = new Painter();
  #opened = -1;

  constructor() {
    super();
    this.placed = FIRST_CELLS;
  }

  protected override render(): TemplateResult {
    const opened = this.bench.desk.opened.value;
    const order = this.bench.store.order.value;
    if (opened !== this.#opened) {
      this.#opened = opened;
      this.placed = FIRST_CELLS;
    }
    if (this.placed < order.length) requestAnimationFrame(() => (this.placed += CELLS_A_FRAME));
    return html`${repeat(
      order.slice(0, this.placed),
      (id) => `${opened}/${id}`,
      (id, place) =>
        html`<cloche-cell
          .cellId=${id}
          .bench=${this.bench}
          .nursery=${this.#nursery}
          .painter=${this.#painter}
          .isFirst=${place < FIRST_CELLS}
        ></cloche-cell>`,
    )}`;
  }
}
