/** A place for elements in tests: what is shown there, what they told, and the frames that pass. */

import { afterEach, beforeEach, vi } from "vitest";
import { renderOutput } from "../outputs/index.js";
import { type ElementInput, registerElements } from "./index.js";

registerElements();

export let host: HTMLElement;
export let told: unknown[];
let frames: (() => void)[];

beforeEach(() => {
  host = document.createElement("div");
  document.body.append(host);
  told = [];
  host.addEventListener("cloche:input", (event) => {
    told.push((event as CustomEvent<ElementInput>).detail.value);
  });
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => frames.push(frame));
});

afterEach(() => {
  host.remove();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** The time of one animation frame passes. */
export function nextFrame(): void {
  for (const frame of frames.splice(0)) frame();
}

export function tag(kind: string, props: Record<string, unknown>, content = "", instance = 1, id = "c1-0"): string {
  const json = JSON.stringify({ label: "", ...props })
    .replaceAll("&", "&amp;")
    .replaceAll("'", "&#39;");
  return `<cloche-${kind} data-element="${kind}" element-id="${id}" instance="${instance}" props='${json}'>${content}</cloche-${kind}>`;
}

export const show = (html: string) => renderOutput(host, { "text/html": html }, { trusted: true });

export function find<Kind extends Element = HTMLInputElement>(selector: string): Kind {
  const found = host.querySelector<Kind>(selector);
  if (!found) throw new Error(`no ${selector} in ${host.innerHTML}`);
  return found;
}

export function enter(selector: string, value: string, event = "input"): void {
  const input = find(selector);
  input.value = value;
  input.dispatchEvent(new Event(event, { bubbles: true }));
}

export const fire = (selector: string, event: string) =>
  find(selector).dispatchEvent(new Event(event, { bubbles: true }));
export const press = (selector: string, key: string, init: KeyboardEventInit = {}) =>
  find(selector).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }));

export const slider = (value: number, more: Record<string, unknown> = {}, instance = 1) =>
  tag("slider", { start: 0, stop: 10, step: 1, value, ...more }, "", instance);
