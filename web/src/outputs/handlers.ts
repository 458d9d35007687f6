/**
 * Handlers in attributes (`onclick="…"`). The page's policy refuses them in markup, with a word in the console for each,
 * even where nothing would run it. So markup is disarmed before it is parsed: a mark in front of what may be the name of
 * a handler makes it a name that means nothing. Where it was text, the mark is taken out again.
 */

import { program } from "./scripts.js";

const MARK = "\uFDD5"; // no character, by Unicode, so no text has any reason to hold it
const MAY_BE_HANDLER = /([\s"'/])(on[a-z]+\s*=)/gi;
const HANDLERS = "data-handlers";

/** `html` in which no attribute is a handler. */
export function disarmed(html: string): string {
  return html.replaceAll(MARK, "").replace(MAY_BE_HANDLER, `$1${MARK}$2`);
}

/**
 * Take the marks out of what was parsed. Handlers stand beside their element from now on, for `bindHandlers`; those of
 * prose are dropped. True if there are any.
 */
export function restore(parsed: DocumentFragment, keepHandlers: boolean): boolean {
  let found = false;
  const walker = document.createTreeWalker(parsed, NodeFilter.SHOW_ALL);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeValue?.includes(MARK)) node.nodeValue = node.nodeValue.replaceAll(MARK, "");
    if (!(node instanceof Element)) continue;
    if (node instanceof HTMLTemplateElement) restore(node.content, false);
    if (restoreAttributes(node, keepHandlers && !node.closest(".cloche-markdown"))) found = true;
  }
  return found;
}

function restoreAttributes(element: Element, keepHandlers: boolean): boolean {
  const handlers: [string, string][] = [];
  for (const { name, value } of [...element.attributes]) {
    const whole = value.replaceAll(MARK, "");
    if (name.startsWith(MARK)) {
      element.removeAttribute(name);
      handlers.push([name.slice(MARK.length), whole]);
    } else if (whole !== value) element.setAttribute(name, whole);
  }
  if (!keepHandlers || handlers.length === 0) return false;
  element.setAttribute(HANDLERS, JSON.stringify(handlers));
  return true;
}

/** Give the elements in `host` the handlers that they were written with, as functions. */
export async function bindHandlers(host: HTMLElement): Promise<void> {
  const functionsByCode = new Map<string, Promise<unknown>>();
  for (const element of host.querySelectorAll(`[${HANDLERS}]`)) {
    for (const [name, code] of JSON.parse(element.getAttribute(HANDLERS) ?? "[]") as [string, string][]) {
      const made = functionsByCode.get(code) ?? compiled(code);
      functionsByCode.set(code, made);
      void made.then((handler) => Reflect.set(element, name, handler));
    }
  }
  await Promise.all(functionsByCode.values());
}

/** A function of `event` with this text. One that is no JavaScript is null; the browser has told the console. */
async function compiled(code: string): Promise<unknown> {
  let made: unknown = null;
  const take = (found: unknown) => {
    made = found;
  };
  const script = Object.assign(document.createElement("script"), { take });
  const text = `document.currentScript.take(function (event) {\n${code}\n})`;
  await program(script, { text, src: null }, () => document.head.append(script));
  script.remove();
  return made;
}
