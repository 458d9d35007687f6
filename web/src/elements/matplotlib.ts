import { html, nothing, svg, type TemplateResult } from "lit";
import { takeAttributes } from "../outputs/morph.js";
import { ClocheElement } from "./element.js";
import {
  type Box,
  boxBetween,
  described,
  extended,
  holds,
  type Mark,
  moved,
  type Point,
  readMark,
  type Scale,
  sized,
  within,
} from "./mark.js";
import { plotTool } from "./plot-tool.js";

/** What a hand on the picture is doing. */
interface Stroke {
  readonly pointer: number;
  readonly start: Point;
  readonly clientX: number;
  readonly clientY: number;
  readonly kind: "box" | "lasso" | "move";
  readonly before: Mark | null;
  readonly line: readonly Point[];
  readonly isUnderWay: boolean;
}

/** A hand that moves less than so many pixels has clicked. */
const CLICK = 4;
const STEP = 0.02;

/**
 * A picture of a plot on which the person marks points: a box by dragging, a line by hand with Shift or the Lasso button.
 * What is marked can be dragged; a click or Escape clears it. The keyboard makes, moves and sizes a box.
 */
export class ClocheMatplotlib extends ClocheElement<Mark | null> {
  #tool: "box" | "lasso" = "box";
  #stroke: Stroke | null = null;

  override morphFrom(fresh: Element): void {
    const picture = this.querySelector(":scope > img");
    const next = fresh.querySelector(":scope > img");
    if (picture && next) takeAttributes(picture, next);
    super.morphFrom(fresh);
  }

  protected read(value: unknown): Mark | null {
    return readMark(value);
  }

  protected view(): TemplateResult {
    const [left, top, right, bottom] = this.#frame;
    const part = (value: number) => `${value * 100}%`;
    const words = `${this.controlId}-words`;
    return html`<div class="cloche-plot-field">
        <svg class="cloche-plot-mark" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
          ${this.#markView()}
        </svg>
        <div
          class="cloche-plot-frame"
          style="left: ${part(left)}; top: ${part(top)}; width: ${part(right - left)}; height: ${part(bottom - top)}"
          role="application"
          tabindex="0"
          aria-label="Mark points. Enter draws a box, arrows move it, Shift and arrows size it, Escape clears it."
          aria-describedby=${words}
          @pointerdown=${this.#onDown}
          @pointermove=${this.#onMove}
          @pointerup=${this.#onUp}
          @pointercancel=${this.#onCancel}
          @keydown=${this.#onKey}
          @keyup=${() => this.tellIfNew()}
          @blur=${() => this.tellIfNew()}
        ></div>
      </div>
      <div class="cloche-plot-tools">
        ${this.#toolView("box", "Box")} ${this.#toolView("lasso", "Lasso")}
        <button type="button" class="cloche-plot-tool" ?disabled=${this.value === null} @click=${this.#clear}>Clear</button>
        <output id=${words} class="cloche-plot-words">${described(this.value, this.#frame, this.#scale("x"), this.#scale("y"))}</output>
      </div>`;
  }

  #markView(): TemplateResult | typeof nothing {
    const stroke = this.#stroke;
    if (stroke?.kind === "lasso" && stroke.isUnderWay)
      return svg`<polygon points=${stroke.line.map((at) => at.join(",")).join(" ")}></polygon>`;
    const mark = this.value;
    if (!mark) return nothing;
    if ("lasso" in mark) return svg`<polygon points=${mark.lasso.map((at) => at.join(",")).join(" ")}></polygon>`;
    const [left, top, right, bottom] = mark.box;
    return svg`<rect x=${left} y=${top} width=${right - left} height=${bottom - top}></rect>`;
  }

  #toolView(tool: "box" | "lasso", name: string): TemplateResult {
    return plotTool(name, this.#tool === tool, () => {
      this.#tool = tool;
      this.draw();
    });
  }

  get #frame(): Box {
    const frame = this.props.list("frame");
    return frame?.length === 4 ? (frame.map(Number) as unknown as Box) : [0, 0, 1, 1];
  }

  #scale(name: "x" | "y"): Scale {
    const scale = this.props.list(name);
    return scale?.length === 3 ? (scale as unknown as Scale) : null;
  }

  #at({ clientX, clientY }: PointerEvent): Point {
    const field = this.querySelector(".cloche-plot-field")?.getBoundingClientRect();
    if (!field?.width || !field.height) return [0, 0];
    return within([(clientX - field.left) / field.width, (clientY - field.top) / field.height], this.#frame);
  }

  readonly #onDown = (event: PointerEvent): void => {
    if (this.#stroke || event.button !== 0) return;
    const start = this.#at(event);
    const before = this.value;
    const isLasso = event.shiftKey || this.#tool === "lasso";
    const kind = before && !event.shiftKey && holds(before, start) ? "move" : isLasso ? "lasso" : "box";
    const { pointerId: pointer, clientX, clientY } = event;
    (event.currentTarget as HTMLElement).setPointerCapture(pointer);
    this.#stroke = { pointer, start, clientX, clientY, kind, before, line: [start], isUnderWay: false };
    this.hold();
  };

  readonly #onMove = (event: PointerEvent): void => {
    const stroke = this.#stroke;
    if (stroke?.pointer !== event.pointerId) return;
    const far = Math.hypot(event.clientX - stroke.clientX, event.clientY - stroke.clientY);
    if (!stroke.isUnderWay && far < CLICK) return;
    const to = this.#at(event);
    const line = stroke.kind === "lasso" ? extended(stroke.line, to) : stroke.line;
    this.#stroke = { ...stroke, line, isUnderWay: true };
    const next = this.#drawn(this.#stroke, to);
    if (next) this.#put(next);
    else this.draw();
  };

  readonly #onUp = (event: PointerEvent): void => {
    const stroke = this.#stroke;
    if (stroke?.pointer !== event.pointerId) return;
    this.#stroke = null;
    if (!stroke.isUnderWay) this.#clear();
    else this.tellIfNew();
    this.draw();
    this.release();
  };

  readonly #onCancel = (event: PointerEvent): void => {
    const stroke = this.#stroke;
    if (stroke?.pointer !== event.pointerId) return;
    this.#stroke = null;
    this.keep(stroke.before);
    this.tell("now");
    this.release();
  };

  #drawn({ kind, start, before, line }: Stroke, to: Point): Mark | null {
    if (kind === "box") return boxBetween(start, to);
    if (kind === "lasso") return line.length < 3 ? null : { lasso: line };
    return before && moved(before, to[0] - start[0], to[1] - start[1], this.#frame);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey) return;
    const mark = this.value;
    const [left, top, right, bottom] = this.#frame;
    const [width, height] = [right - left, bottom - top];
    const middle: Mark = { box: [left + width / 4, top + height / 4, right - width / 4, bottom - height / 4] };
    const step = event.altKey ? STEP / 10 : STEP;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way) {
      const [dx = 0, dy = 0] = [(way[0] ?? 0) * width * step, (way[1] ?? 0) * height * step];
      if (!mark) this.#put(middle);
      else if (event.shiftKey && "box" in mark) this.#put(sized(mark.box, dx, dy, this.#frame));
      else this.#put(moved(mark, dx, dy, this.#frame));
    } else if (event.key === "Enter" || event.key === " ") {
      if (!mark) this.#put(middle);
    } else if (["Escape", "Delete", "Backspace"].includes(event.key) && mark) this.#clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #clear = (): void => {
    if (this.value === null) return;
    this.keep(null);
    this.tell("now");
  };

  #put(mark: Mark): void {
    this.keep(mark);
    if (!this.props.flag("debounce")) this.tell();
  }
}
