import { type Dropped, droppedFiles } from "./dropped.js";

/** The panel of files, as the page knows it. */
export interface FilesPanel {
  toggle(): void;
  take(dropped: Promise<readonly Dropped[]>): Promise<void>;
}

/** The way to the panel of files, whose code comes when it is first wanted. */
export class FilesDoor {
  readonly #bring: () => Promise<void>;

  constructor(bring: () => Promise<void>) {
    this.#bring = bring;
  }

  async toggle(): Promise<void> {
    (await this.#open())?.toggle();
  }

  /** Files that were dropped on the page. Call it in the event: the browser shows them no longer. */
  async take(transfer: DataTransfer): Promise<void> {
    const dropped = droppedFiles(transfer);
    await (await this.#open())?.take(dropped);
  }

  async #open(): Promise<FilesPanel | null> {
    await this.#bring();
    return document.querySelector<HTMLElement & FilesPanel>("cloche-files");
  }
}
