import { type ReadonlySignal, signal } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./icons.js";

export type LocalState =
  | { readonly kind: "looking" }
  /** The browser wants the person's consent again. */
  | { readonly kind: "asks" }
  /** Both sides say the same; so many files were too large or too many. */
  | { readonly kind: "together"; readonly left: number }
  /** Somebody else changed the notebook's file. */
  | { readonly kind: "changed" }
  | { readonly kind: "failed"; readonly problem: string };

/** A folder of the computer that the open notebook lies in. */
export interface LocalView {
  readonly folder: string;
  readonly file: string;
  readonly state: ReadonlySignal<LocalState>;
  allow(): void;
  /** Of a file that somebody else changed: take theirs, or write ours over it. */
  takeTheirs(): void;
  keepOurs(): void;
}

/** What the code of local folders does for the page. */
export interface LocalFolders {
  /** Ask for a folder, and for a notebook in it. */
  choose(): Promise<void>;
}

/** The way to folders of the computer, whose code comes when it is first wanted. */
export class LocalDoor {
  readonly current = signal<LocalView | null>(null);
  readonly #bring: () => Promise<LocalFolders>;

  constructor(bring: () => Promise<LocalFolders>) {
    this.#bring = bring;
  }

  async choose(): Promise<void> {
    await (await this.#bring()).choose();
  }
}

/** What stands above a notebook that lies in a folder of the computer. */
export function localNotice(door: LocalDoor | undefined): TemplateResult | typeof nothing {
  const view = door?.current.value;
  if (!view) return nothing;
  const state = view.state.value;
  switch (state.kind) {
    case "looking":
      return html`<p class="local-line" role="status">Looking into the folder “${view.folder}”…</p>`;
    case "together":
      return html`<p class="local-line">
        ${icon("folder")} Saved as ${view.file} in the folder “${view.folder}” of this
        computer.${state.left > 0 ? ` ${state.left} files there are too large or too many for Python to see.` : ""}
      </p>`;
    case "asks":
      return html`<div class="notice is-question" role="alert">
        ${icon("folder")}
        <div>
          <p>This notebook lies in the folder “${view.folder}” of this computer.</p>
          <p class="notice-hint">The browser asks once more before the page may read and change it. Until then, changes are kept in the browser.</p>
        </div>
        <button class="button primary" @click=${() => view.allow()}>${icon("check")}<span>Allow</span></button>
      </div>`;
    case "changed":
      return html`<div class="notice is-question" role="alert">
        ${icon("warning")}
        <div>
          <p>${view.file} was changed in the folder “${view.folder}” by another program.</p>
          <p class="notice-hint">Nothing was overwritten. What you do not choose stays in the history, or is lost in the folder.</p>
        </div>
        <button class="button" @click=${() => view.takeTheirs()}>${icon("restart")}<span>Load theirs</span></button>
        <button class="button primary" @click=${() => view.keepOurs()}>${icon("check")}<span>Keep mine</span></button>
      </div>`;
    case "failed":
      return html`<div class="notice is-problem" role="alert">
        ${icon("warning")}
        <div>
          <p>The folder “${view.folder}” and this notebook are not in step. ${state.problem}</p>
          <p class="notice-hint">The notebook itself is kept in this browser. The page tries again by itself.</p>
        </div>
      </div>`;
  }
}
