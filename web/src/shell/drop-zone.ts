/** How files come to the page: dropped on a zone of it, or picked in a field. Not here: what becomes of them. */

import { signal } from "@preact/signals-core";

/** Takes files that are dropped. Its handlers are a zone's, which redraws when `isUnder` changes. */
export class DropZone {
  /** Files hang over it. */
  readonly isUnder = signal(false);
  readonly #take: (dropped: DataTransfer) => void;

  /** `take` is called in the event, with one file at least. */
  constructor(take: (dropped: DataTransfer) => void) {
    this.#take = take;
  }

  readonly onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.isUnder.value = true;
  };

  readonly onDragLeave = (event: DragEvent): void => {
    const zone = event.currentTarget as Element;
    if (!zone.contains(event.relatedTarget as Node | null)) this.isUnder.value = false;
  };

  readonly onDrop = (event: DragEvent): void => {
    this.isUnder.value = false;
    const { dataTransfer } = event;
    if (!dataTransfer?.files.length) return;
    event.preventDefault();
    this.#take(dataTransfer);
  };
}

/** The file that was picked in this event's field, which is empty again: the same file can be picked twice. */
export function pickedFile(event: Event): File | undefined {
  const picker = event.currentTarget as HTMLInputElement;
  const file = picker.files?.[0];
  picker.value = "";
  return file;
}
