import { html, type TemplateResult } from "lit";
import { ClocheElement } from "./element.js";

/** A button that asks Python for a file and hands it to the browser. */
export class ClocheDownload extends ClocheElement<null> {
  #press = 0;
  #state: "rest" | "waits" | "failed" = "rest";

  override hear(message: unknown): void {
    const { press, filename, mimetype, bytes, url, failed } = message as Record<string, unknown>;
    if (press !== this.#press) return;
    this.#state = failed === true ? "failed" : "rest";
    this.draw();
    if (failed === true) return;
    const link = document.createElement("a");
    link.download = String(filename);
    const isFile = bytes instanceof Uint8Array;
    link.href = isFile
      ? URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: String(mimetype) }))
      : String(url);
    link.click();
    if (isFile) setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser reads it after the click
  }

  protected read(): null {
    return null;
  }

  protected view(): TemplateResult {
    const waits = this.#state === "waits";
    return html`<button
        type="button"
        class="cloche-button cloche-download"
        ?disabled=${this.props.flag("disabled") || waits}
        aria-busy=${waits ? "true" : "false"}
        @click=${this.#ask}
      >
        ${this.label === "" ? "Download" : this.labelNode}
      </button>
      ${this.#state === "failed" ? html`<small role="alert" class="cloche-refused">It could not be made: see below.</small>` : ""}`;
  }

  readonly #ask = (): void => {
    this.#press += 1;
    this.#state = "waits";
    this.draw();
    this.say({ press: this.#press });
  };
}
