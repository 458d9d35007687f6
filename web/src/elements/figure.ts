import { html, nothing, type TemplateResult } from "lit";
import { takeAttributes } from "../outputs/morph.js";
import { ClocheElement } from "./element.js";
import { type Box, type Point, within } from "./mark.js";
import { plotTool } from "./plot-tool.js";

/** Axes that can be panned ("plane") or turned ("space"), with their box in parts of the figure. */
interface Axes {
  readonly at: number;
  readonly kind: "plane" | "space";
  readonly box: Box;
}

interface Drawn {
  readonly pixels?: Uint8Array<ArrayBuffer>;
  readonly width?: number;
  readonly height?: number;
  readonly axes?: readonly Axes[];
  readonly back?: boolean;
  readonly forward?: boolean;
  readonly numbers?: string;
}

type Request = Readonly<Record<string, unknown>>;

/** One or two fingers, or the mouse, on axes. */
interface Grip {
  readonly axes: Axes;
  readonly kind: "pan" | "zoom" | "turn";
  readonly start: Point;
  readonly end: Point;
  /** With two fingers: how far apart they were. */
  readonly spread: number | null;
}

const ZOOM = 1.25;

/**
 * A figure that is panned, zoomed and turned. A hand asks Python for the figure as it would be; one request is under way
 * and of those that follow only the newest counts, so a slow figure lags behind and never queues.
 */
export class ClocheFigure extends ClocheElement<null> {
  #axes: readonly Axes[] = [];
  #opened: string | null = null;
  #tool: "pan" | "zoom" = "pan";
  #canBack = false;
  #canForward = false;
  #numbers = "";
  #grip: Grip | null = null;
  readonly #fingers = new Map<number, Point>();
  #isAsking = false;
  #next: Request | null = null;
  #wondered: Request | null = null;
  #at = 0;
  readonly #canvas = Object.assign(document.createElement("canvas"), { className: "cloche-plot-canvas" });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#open();
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    if (name === "instance" && this.isConnected && before !== after) this.#open();
  }

  override morphFrom(fresh: Element): void {
    const picture = this.querySelector(":scope > img");
    const next = fresh.querySelector(":scope > img");
    if (picture && next) takeAttributes(picture, next);
    const isSame = fresh.getAttribute("instance") === this.getAttribute("instance");
    super.morphFrom(fresh);
    if (isSame) this.#open(true); // maybe of another Python, after a restart
  }

  override hear(message: unknown): void {
    const said = message as Drawn;
    if (said.numbers !== undefined) this.#numbers = said.numbers;
    if (said.pixels && said.width && said.height) {
      this.#axes = said.axes ?? [];
      this.#canBack = said.back === true;
      this.#canForward = said.forward === true;
      this.#paint(said.pixels, said.width, said.height);
    }
    this.draw();
    this.#isAsking = false;
    const next = this.#next ?? this.#wondered;
    if (this.#next) this.#next = null;
    else this.#wondered = null;
    if (next) this.#ask(next);
  }

  protected read(): null {
    return null;
  }

  protected view(): TemplateResult {
    const words = `${this.controlId}-words`;
    return html`<div
        class="cloche-plot-field"
        role="application"
        tabindex="0"
        aria-label="Figure. Arrows move it, plus and minus zoom, Home shows all of it. Page Up and Page Down choose axes."
        aria-describedby=${words}
        data-tool=${this.#tool}
        @pointerdown=${this.#onDown}
        @pointermove=${this.#onMove}
        @pointerup=${this.#onUp}
        @pointercancel=${this.#onUp}
        @pointerleave=${this.#onLeave}
        @wheel=${this.#onWheel}
        @dblclick=${() => this.#go("home")}
        @keydown=${this.#onKey}
      >
        ${this.#canvas}${this.#zoomView()}
      </div>
      <div class="cloche-plot-tools">
        ${this.#button("Home", "⌂", () => this.#go("home"), !this.#canBack)}
        ${this.#button("Back", "←", () => this.#go("back"), !this.#canBack)}
        ${this.#button("Forward", "→", () => this.#go("forward"), !this.#canForward)}
        ${this.#toolView("pan", "Pan")} ${this.#toolView("zoom", "Zoom")} ${this.#button("Save", "Save", this.#save)}
        <output id=${words} class="cloche-plot-words">${this.#numbers}</output>
      </div>`;
  }

  #button(name: string, sign: string, press: () => void, isOff = false): TemplateResult {
    return html`<button type="button" class="cloche-plot-tool" aria-label=${name} title=${name} ?disabled=${isOff} @click=${press}>
      ${sign}
    </button>`;
  }

  #toolView(tool: "pan" | "zoom", name: string): TemplateResult {
    return plotTool(name, this.#tool === tool, () => {
      this.#tool = tool;
      this.draw();
    });
  }

  /** The box that is being drawn around what is to fill the axes. */
  #zoomView(): TemplateResult | typeof nothing {
    const grip = this.#grip;
    if (grip?.kind !== "zoom") return nothing;
    const [left, top, right, bottom] = between(grip.start, grip.end);
    const part = (value: number) => `${value * 100}%`;
    return html`<div
      class="cloche-plot-zoom"
      style="left: ${part(left)}; top: ${part(top)}; width: ${part(right - left)}; height: ${part(bottom - top)}"
    ></div>`;
  }

  // ------------------------------------------------------------ asking Python

  #open(again = false): void {
    const instance = this.getAttribute("instance");
    if (this.elementId === "" || (!again && instance === this.#opened)) return;
    this.#opened = instance;
    this.#isAsking = false;
    this.#next = this.#wondered = this.#grip = null;
    this.#numbers = "";
    this.#ask({});
  }

  /** Ask for a picture, or keep the wish until the one under way is there. */
  #ask(request: Request): void {
    if (this.#isAsking) {
      // The end of a move must not be lost to what comes after it.
      if (this.#next && this.#next.hold !== true && request.hold === true) return;
      this.#next = request;
      return;
    }
    this.#isAsking = true;
    this.say("at" in request ? request : { ...request, draw: window.devicePixelRatio });
  }

  #wonder(request: Request): void {
    if (this.#isAsking) this.#wondered = request;
    else this.#ask(request);
  }

  #go(where: "home" | "back" | "forward"): void {
    this.#ask({ go: where });
  }

  #paint(pixels: Uint8Array<ArrayBuffer>, width: number, height: number): void {
    this.#canvas.width = width;
    this.#canvas.height = height;
    const content = new ImageData(new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.byteLength), width);
    this.#canvas.getContext("2d")?.putImageData(content, 0, 0);
  }

  readonly #save = (): void => {
    this.#canvas.toBlob((picture) => {
      if (!picture) return;
      const link = document.createElement("a");
      link.download = "figure.png";
      link.href = URL.createObjectURL(picture);
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser reads it after the click
    });
  };

  // ------------------------------------------------------------ hands

  #point({ clientX, clientY }: MouseEvent): Point {
    const field = this.#canvas.getBoundingClientRect();
    return [(clientX - field.left) / (field.width || 1), (clientY - field.top) / (field.height || 1)];
  }

  #axesAt([x, y]: Point): Axes | null {
    return (
      this.#axes.findLast(
        ({ box: [left, top, right, bottom] }) => x >= left && x <= right && y >= top && y <= bottom,
      ) ?? null
    );
  }

  readonly #onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const start = this.#point(event);
    const axes = this.#grip?.axes ?? this.#axesAt(start);
    if (!axes || this.#fingers.size === 2) return;
    this.#at = axes.at;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, start);
    const kind = axes.kind === "space" ? "turn" : this.#tool;
    if (this.#fingers.size === 2) {
      const spread = this.#spread();
      this.#grip = { axes, kind: "pan", start: this.#middle(), end: this.#middle(), spread };
    } else this.#grip = { axes, kind, start, end: start, spread: null };
  };

  readonly #onMove = (event: PointerEvent): void => {
    const at = this.#point(event);
    const grip = this.#grip;
    if (!grip || !this.#fingers.has(event.pointerId)) {
      const axes = this.#axesAt(at);
      if (axes?.kind === "plane") this.#wonder({ at: [axes.at, ...at] });
      else this.#forget();
      return;
    }
    this.#fingers.set(event.pointerId, at);
    const end = grip.kind === "zoom" ? within(at, grip.axes.box) : this.#middle();
    this.#grip = { ...grip, end };
    if (grip.kind === "zoom") this.draw();
    else this.#ask({ ...this.#wish(this.#grip), hold: true });
  };

  readonly #onUp = (event: PointerEvent): void => {
    const grip = this.#grip;
    if (!grip || !this.#fingers.delete(event.pointerId)) return;
    this.#grip = null;
    this.#fingers.clear();
    this.draw();
    const [left, top, right, bottom] = between(grip.start, grip.end);
    const isClick = right - left < 0.005 && bottom - top < 0.005 && grip.spread === null;
    if (isClick || event.type === "pointercancel") {
      if (grip.kind !== "zoom" && !isClick) this.#ask({ fill: [grip.axes.at, ...grip.axes.box] });
    } else this.#ask(grip.kind === "zoom" ? { fill: [grip.axes.at, left, top, right, bottom] } : this.#wish(grip));
  };

  readonly #onLeave = (): void => this.#forget();

  #forget(): void {
    this.#wondered = null;
    if (this.#numbers === "") return;
    this.#numbers = "";
    this.draw();
  }

  /** What the hand means: the part of the figure that comes into the axes, or the turn. */
  #wish({ axes, kind, start, end, spread }: Grip): Request {
    const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
    if (kind === "turn") return { turn: [axes.at, dx, dy] };
    const factor = spread === null ? 1 : spread / (this.#spread() || spread);
    return { fill: [axes.at, ...about(shifted(axes.box, -dx, -dy), start, factor)] };
  }

  #middle(): Point {
    const all = [...this.#fingers.values()];
    const mean = (which: 0 | 1) => all.reduce((sum, at) => sum + at[which], 0) / (all.length || 1);
    return [mean(0), mean(1)];
  }

  #spread(): number {
    const [a, b] = [...this.#fingers.values()];
    return a && b ? Math.hypot(a[0] - b[0], a[1] - b[1]) : 0;
  }

  /** With Ctrl, as on a map: the wheel alone scrolls the page. Two fingers on a touchpad come as such a wheel. */
  readonly #onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey && this.#tool !== "zoom") return;
    const at = this.#point(event);
    const axes = this.#axesAt(at);
    if (axes?.kind !== "plane") return;
    event.preventDefault();
    if (this.#isAsking) return; // the next click of the wheel starts from what is seen then
    this.#ask({ fill: [axes.at, ...about(axes.box, at, ZOOM ** Math.sign(event.deltaY))] });
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const axes = this.#axes.find(({ at }) => at === this.#at) ?? this.#axes[0];
    if (!axes) return;
    const [left, top, right, bottom] = axes.box;
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [
      0, 0,
    ];
    const middle: Point = [(left + right) / 2, (top + bottom) / 2];
    const place = this.#axes.indexOf(axes);
    if (dx || dy) {
      const [x, y] = [((dx ?? 0) * (right - left)) / 10, ((dy ?? 0) * (bottom - top)) / 10];
      this.#ask(
        axes.kind === "space" ? { turn: [axes.at, x / 2, y / 2] } : { fill: [axes.at, ...shifted(axes.box, x, y)] },
      );
    } else if (event.key === "+" || event.key === "=")
      this.#ask({ fill: [axes.at, ...about(axes.box, middle, 1 / ZOOM)] });
    else if (event.key === "-") this.#ask({ fill: [axes.at, ...about(axes.box, middle, ZOOM)] });
    else if (event.key === "Home") this.#go("home");
    else if (event.key === "Backspace") this.#go("back");
    else if (event.key === "PageUp" || event.key === "PageDown") {
      const next = this.#axes.at((place + (event.key === "PageDown" ? 1 : -1)) % this.#axes.length) ?? axes;
      this.#at = next.at;
      this.#numbers = `Axes ${this.#axes.indexOf(next) + 1} of ${this.#axes.length}`;
      this.draw();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function between([x0, y0]: Point, [x1, y1]: Point): Box {
  return [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
}

function shifted([left, top, right, bottom]: Box, dx: number, dy: number): Box {
  return [left + dx, top + dy, right + dx, bottom + dy];
}

/** The box made larger by `factor`, with `fixed` where it is. */
function about([left, top, right, bottom]: Box, [x, y]: Point, factor: number): Box {
  return [x + (left - x) * factor, y + (top - y) * factor, x + (right - x) * factor, y + (bottom - y) * factor];
}
