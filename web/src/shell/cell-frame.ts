/**
 * What stands around a cell's code and outputs: buttons, name, status, problems. Drawn for cells near the screen only.
 */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { CellId, Problem } from "../../../worker/src/wire/messages.js";
import { type Cell, DEFAULT_NAME, nameFrom, nameProblem } from "../notebook/document.js";
import { type CellRun, isEdited } from "../notebook/state.js";
import { dragCell } from "./drag.js";
import { icon } from "./icons.js";
import { prose } from "./prose.js";
import { duration, statusWords } from "./words.js";
import type { Workbench } from "./workbench.js";

/** A cell as it is to be drawn now. */
export interface CellPicture {
  readonly cell: Cell;
  readonly run: CellRun;
  readonly status: CellRun["status"];
  readonly problems: readonly Problem[];
  /** What the page calls it. */
  readonly label: string;
}

export function statusMark({ cell, run, status }: CellPicture): TemplateResult {
  const words = statusWords(status, run, isEdited(cell, run));
  return html`<span class="cell-status" title=${run.milliseconds === null ? "" : `Last run took ${duration(run.milliseconds)}`}>${words}</span>`;
}

export function rail({ cell, status, label }: CellPicture, bench: Workbench): TemplateResult {
  const isRunning = status === "running" || status === "queued";
  return html`<div class="cell-rail">
    <button
      class="run-button"
      aria-label=${isRunning ? `Stop ${label}` : `Run ${label}`}
      title=${isRunning ? "Stop" : "Run this cell (Ctrl+Enter)"}
      @click=${() => (isRunning ? bench.stop() : bench.run(cell.id))}
    >
      ${icon(isRunning ? "stop" : "run")}
    </button>
  </div>`;
}

/** The cell's name and its tools, over its upper edge. */
export function head(picture: CellPicture, bench: Workbench): TemplateResult {
  return html`<div class="cell-head">${nameField(picture, bench)} ${tools(picture, bench)}</div>`;
}

/** The way to a new cell below. */
export function addButton({ cell, label }: CellPicture, bench: Workbench): TemplateResult {
  return html`<button class="insert" @click=${() => bench.addBeside(cell.id, 1)} aria-label="Add a cell below ${label}">
    ${icon("plus")}
  </button>`;
}

/** To read and to change; the setup cell is called so by the file format. */
function nameField({ cell, label }: CellPicture, bench: Workbench): TemplateResult {
  if (cell.kind === "setup") return html`<span class="cell-name is-fixed">setup</span>`;
  const name = cell.name === DEFAULT_NAME ? "" : cell.name;
  return html`<input
    class="cell-name"
    aria-label="Name of ${label}"
    title="The cell’s name, which is its function’s name in the file"
    placeholder="name"
    tabindex=${name ? 0 : -1}
    autocomplete="off"
    spellcheck="false"
    size=${Math.max(4, name.length)}
    .value=${live(name)}
    @keydown=${blurOnEnter}
    @change=${(event: Event) => rename(cell.id, event.currentTarget as HTMLInputElement, bench)}
  />`;
}

function rename(id: CellId, field: HTMLInputElement, bench: Workbench): void {
  const typed = field.value.trim();
  const name = nameFrom(typed);
  const fault = name || !typed ? nameProblem(bench.store.document.peek(), id, name) : `“${typed}” has no letter.`;
  if (!fault) {
    bench.renameCell(id, name);
    field.value = name;
    if (name !== typed) bench.say(`The cell is called ${name}: names are made of letters, digits and underscores.`);
    return;
  }
  bench.say(`The cell keeps its name. ${fault}`);
  const before = bench.store.cell(id)?.name ?? DEFAULT_NAME;
  field.value = before === DEFAULT_NAME ? "" : before;
}

function blurOnEnter(event: KeyboardEvent): void {
  if (event.key === "Enter" || event.key === "Escape") (event.currentTarget as HTMLElement).blur();
}

/** One stop for the Tab key: the menu. It has everything that the other buttons do. */
function tools({ cell, label }: CellPicture, bench: Workbench): TemplateResult {
  const { id, config } = cell;
  const fold = config.hideCode ? "Show code" : "Hide code";
  return html`<div class="cell-tools" role="toolbar" aria-label="Tools of ${label}">
    <button tabindex="-1" @click=${() => bench.toggleCode(id)} title=${fold} aria-label="${fold} of ${label}">${icon(config.hideCode ? "code" : "fold")}</button>
    ${
      cell.kind === "setup"
        ? nothing
        : html`<button class="grip" tabindex="-1" @pointerdown=${(event: PointerEvent) => dragCell(event, id, bench)} title="Drag to another place (Alt+Shift+↑ ↓)" aria-label="Drag ${label}">${icon("grip")}</button>
            <button tabindex="-1" @click=${() => bench.moveCell(id, -1)} title="Move up (Alt+Shift+↑)" aria-label="Move ${label} up">${icon("up")}</button>
            <button tabindex="-1" @click=${() => bench.moveCell(id, 1)} title="Move down (Alt+Shift+↓)" aria-label="Move ${label} down">${icon("down")}</button>`
    }
    <button tabindex="-1" @click=${() => bench.deleteCell(id)} title="Delete" aria-label="Delete ${label}">${icon("trash")}</button>
    <button @click=${(event: Event) => openMenu(id, event)} title="More" aria-haspopup="menu" aria-label="More for ${label}">${icon("more")}</button>
  </div>`;
}

function openMenu(cell: CellId, { currentTarget }: Event): void {
  (currentTarget as HTMLElement).dispatchEvent(
    new CustomEvent("cell-menu", { bubbles: true, detail: { cell, anchor: currentTarget } }),
  );
}

export function problemList({ cell, run, problems }: CellPicture, bench: Workbench): TemplateResult | typeof nothing {
  const shown = problems.filter((problem) => run.error?.code !== problem.code);
  if (shown.length === 0) return nothing;
  return html`<div class="cell-problems" data-part="problems" role="note">
    ${shown.map((problem) => {
      const others = problem.cells.filter((id) => id !== cell.id);
      return html`<div class="problem" data-problem=${problem.code}>
        ${icon("warning")}
        <div>
          <p>${prose(problem.message)}</p>
          ${problem.hint ? html`<p class="problem-hint">${prose(problem.hint)}</p>` : nothing}
          ${others.length ? html`<p class="problem-cells">See ${others.map((id) => cellLink(id, bench))}</p>` : nothing}
        </div>
      </div>`;
    })}
  </div>`;
}

function cellLink(id: CellId, bench: Workbench): TemplateResult {
  return html`<button class="cell-link" @click=${() => bench.jumpTo(id, null)}>${bench.store.nameOf(id)}</button>`;
}
