import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../shell/icons.js";
import { LiveElement } from "../shell/live.js";
import { fileSize } from "../shell/words.js";
import type { Workbench } from "../shell/workbench.js";
import { askToPersist, measureRoom, type Room } from "../storage/room.js";

/** Above this part of what the browser gives, the room is getting scarce. */
const SCARCE = 0.8;

/** Where notebooks are kept, how much room they have, and whether the browser may clear it: in words. */
export class ClocheRoom extends LiveElement {
  static override properties = {
    bench: { attribute: false },
    count: { attribute: false },
    room: { state: true },
    wasRefused: { state: true },
  };
  declare bench: Workbench;
  /** Measured anew when it changes. */
  declare count: number;
  declare room: Room | null;
  declare wasRefused: boolean;
  #measured = -1;

  constructor() {
    super();
    this.count = 0;
    this.room = null;
    this.wasRefused = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.#measured !== this.count) void this.#measure();
    if (!this.room || !this.bench.desk.isLasting) return nothing;
    const { used, quota, isPersistent } = this.room;
    const isScarce = used !== null && quota !== null && used > SCARCE * quota;
    return html`<footer class="home-room">
      ${icon(isScarce ? "warning" : "home")}
      <p>
        Kept in this browser, on this device only.
        ${used !== null && quota !== null ? html`<span>${inWords(used)} of ${inWords(quota)} used${isScarce ? ": room is getting scarce" : ""}.</span>` : nothing}
        ${
          isPersistent
            ? "The browser keeps it until you delete it."
            : isPersistent === null
              ? nothing
              : this.wasRefused
                ? "The browser did not agree to keep it for ever. Some do once you have used a page more, bookmarked or installed it. An export is always safe."
                : "The browser may delete it when the disk is nearly full."
        }
      </p>
      ${isPersistent === false && !this.wasRefused ? html`<button class="button" @click=${this.#keep}>Keep my data</button>` : nothing}
    </footer>`;
  }

  async #measure(): Promise<void> {
    this.#measured = this.count;
    this.room = await measureRoom();
  }

  readonly #keep = async (): Promise<void> => {
    this.wasRefused = !(await askToPersist());
    await this.#measure();
    if (!this.wasRefused) this.bench.say("The browser keeps your notebooks until you delete them.");
  };
}

function inWords(bytes: number): string {
  return bytes < 1e9 ? fileSize(bytes) : `${(bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0)} GB`;
}
