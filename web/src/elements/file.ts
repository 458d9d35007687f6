import { html, nothing, type TemplateResult } from "lit";
import { ClocheElement, type Fragment } from "./element.js";

/** A file as it goes to Python, which reads its contents; a copy that came back from Python is known by name and size. */
interface Handed {
  readonly name: string;
  readonly size: number;
  readonly contents?: Blob;
}

/** Files to choose or to drop. The files themselves go over the wire, as the browser's references to them: nothing is copied here. */
export class ClocheFile extends ClocheElement<readonly Handed[]> {
  #problem = "";
  #isOver = false;

  protected read(value: unknown): readonly Handed[] {
    return Array.isArray(value) ? (value as readonly Handed[]) : [];
  }

  override show(value: unknown): void {
    this.#problem = "";
    super.show(value);
  }

  protected view(): TemplateResult {
    const isArea = this.props.text("kind") === "area";
    const isMany = this.props.flag("multiple");
    const problemId = `${this.controlId}-problem`;
    const word = isMany ? "files" : "a file";
    return html`<div
      class="cloche-control cloche-file"
      data-stacked
      ?data-area=${isArea}
      ?data-over=${this.#isOver}
      @dragover=${this.#onDrag}
      @dragleave=${() => this.#hover(false)}
      @drop=${this.#onDrop}
    >
      <label class=${isArea ? "cloche-file-area" : "cloche-button cloche-file-button"}>
        <input
          id=${this.controlId}
          type="file"
          accept=${this.props.texts("filetypes").join(",") || nothing}
          ?multiple=${isMany}
          aria-describedby=${this.#problem ? problemId : nothing}
          @change=${this.#onChange}
        />
        <span>${this.label === "" ? (isArea ? `Drop ${word} here, or choose` : `Choose ${word}`) : this.labelNode}</span>
        ${isArea ? html`<span class="cloche-hint">${this.#limits}</span>` : nothing}
      </label>
      ${this.#chosenView()}
      <span class="cloche-problem" id=${problemId} role="alert">${this.#problem}</span>
    </div>`;
  }

  #chosenView(): Fragment {
    if (this.value.length === 0) return nothing;
    return html`<ul class="cloche-chips" aria-label="Files">
      ${this.value.map(
        (file, at) => html`<li class="cloche-chip">
          <span>${file.name}</span> <span class="cloche-hint">${sizeInWords(file.size)}</span>
          <button type="button" aria-label=${`Remove ${file.name}`} @click=${() => this.#remove(at)}>×</button>
        </li>`,
      )}
    </ul>`;
  }

  get #limits(): string {
    const kinds = this.props.texts("filetypes").join(", ");
    return [kinds, `up to ${sizeInWords(this.props.number("max_size", 100_000_000))}`].filter(Boolean).join(", ");
  }

  readonly #onChange = (event: Event): void => {
    event.stopPropagation();
    const input = event.target as HTMLInputElement;
    this.#take([...(input.files ?? [])]);
    input.value = ""; // the same file again is a change too
  };

  readonly #onDrag = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.#hover(true);
  };

  readonly #onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.#hover(false);
    this.#take([...(event.dataTransfer?.files ?? [])]);
  };

  #hover(isOver: boolean): void {
    if (isOver === this.#isOver) return;
    this.#isOver = isOver;
    this.draw();
  }

  #take(files: readonly File[]): void {
    if (files.length === 0) return;
    this.#problem = this.#problemWith(files);
    if (this.#problem) {
      this.draw();
      return;
    }
    this.keep(files.map((file) => ({ name: file.name, size: file.size, contents: file })));
    this.tell("now");
  }

  #problemWith(files: readonly File[]): string {
    if (files.length > 1 && !this.props.flag("multiple")) return "Only one file fits here.";
    const limit = this.props.number("max_size", 100_000_000);
    const large = files.find((file) => file.size > limit);
    if (large) return `${large.name} has ${sizeInWords(large.size)}; at most ${sizeInWords(limit)} fit here.`;
    const kinds = this.props.texts("filetypes");
    const strange = files.find((file) => kinds.length > 0 && !kinds.some((kind) => isOfKind(file, kind)));
    return strange ? `${strange.name} is of another kind; here belong ${kinds.join(", ")}.` : "";
  }

  /** Files that Python has, and this page not any more, cannot be sent again: then all are let go. */
  #remove(at: number): void {
    const rest = this.value.filter((_, other) => other !== at);
    this.keep(rest.every((file) => file.contents) ? rest : []);
    this.tell("now");
  }
}

/** What `accept` means by `.csv`, `image/*` and `text/plain`: the browser's dialog follows it, a drop does not. */
function isOfKind(file: File, kind: string): boolean {
  if (kind.startsWith(".")) return file.name.toLowerCase().endsWith(kind.toLowerCase());
  return kind.endsWith("/*") ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind || kind === "*/*";
}

export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? "byte" : "bytes"}`;
  const [unit, size] = bytes < 1e6 ? ["kB", bytes / 1e3] : bytes < 1e9 ? ["MB", bytes / 1e6] : ["GB", bytes / 1e9];
  return `${size < 10 ? size.toFixed(1).replace(/\.0$/, "") : Math.round(size)} ${unit}`;
}
