import { expect, test } from "vitest";
import { DropZone } from "./drop-zone.js";

/** A drag over an element, as a browser tells it. */
function drag(type: string, transfer: object | null, more: object = {}): Event {
  return Object.assign(new Event(type, { cancelable: true }), { dataTransfer: transfer, ...more });
}

function zoneIn(room: Element) {
  const taken: DataTransfer[] = [];
  const zone = new DropZone((dropped) => taken.push(dropped));
  room.addEventListener("dragover", (event) => zone.onDragOver(event as DragEvent));
  room.addEventListener("dragleave", (event) => zone.onDragLeave(event as DragEvent));
  room.addEventListener("drop", (event) => zone.onDrop(event as DragEvent));
  return { zone, taken };
}

test("files that hang over a zone or its children are seen, text is not", () => {
  const room = document.createElement("main");
  const inside = room.appendChild(document.createElement("p"));
  const { zone } = zoneIn(room);

  expect(room.dispatchEvent(drag("dragover", { types: ["text/plain"] }))).toBe(true);
  expect(zone.isUnder.value).toBe(false);

  expect(room.dispatchEvent(drag("dragover", { types: ["Files"] })), "the browser lets them be dropped").toBe(false);
  expect(zone.isUnder.value).toBe(true);
  room.dispatchEvent(drag("dragleave", null, { relatedTarget: inside }));
  expect(zone.isUnder.value).toBe(true);
  room.dispatchEvent(drag("dragleave", null, { relatedTarget: null }));
  expect(zone.isUnder.value).toBe(false);
});

test("what is dropped is taken if there is a file in it, and the zone is as before", () => {
  const room = document.createElement("main");
  const { zone, taken } = zoneIn(room);
  const one = { types: ["Files"], files: [new File(["x"], "a.py")] };

  room.dispatchEvent(drag("dragover", one));
  expect(room.dispatchEvent(drag("drop", { types: ["Files"], files: [] }))).toBe(true);
  expect(room.dispatchEvent(drag("drop", one))).toBe(false);

  expect(taken).toEqual([one]);
  expect(zone.isUnder.value).toBe(false);
});
