/**
 * The look that a notebook brings along: the style sheet and the head that its `App(css_file=..., html_head_file=...)`
 * names. Both are for what cells show; the page around it stays as it is. Of a notebook that nobody trusts, nothing is used.
 */

import { effect } from "@preact/signals-core";
import { appConfig } from "../notebook/document.js";
import { scopedCss } from "../outputs/scoped-css.js";
import { program } from "../outputs/scripts.js";
import { parsedOwn } from "../sinks/sinks.js";
import type { Workbench } from "./workbench.js";

/** Follow what the notebook names, and the files as they change. Gives what ends it. */
export function wearLook({ store, desk, beside }: Workbench): () => void {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const head = new Head();
  const named = (option: "css_file" | "html_head_file"): string => {
    const path = appConfig(store.document.value)[option];
    const isUsed = typeof path === "string" && path && desk.isTrusted.value && !desk.isHome.value;
    return isUsed ? (beside.text(path) ?? "") : "";
  };
  let worn = "";
  const stops = [
    effect(() => {
      const css = named("css_file");
      if (css === worn) return;
      worn = css;
      sheet.replaceSync(css && scopedCss(css, { imports: false }));
    }),
    effect(() => head.wear(desk.opened.value, named("html_head_file"))),
  ];
  return () => {
    for (const stop of stops) stop();
    head.wear(-1, "");
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}

/** What a notebook wants in the page's head. Styles follow the file; scripts run once for each opening of the notebook. */
class Head {
  #opened = -1;
  #text = "";
  #worn: Element[] = [];
  #hasRun = false;

  wear(opened: number, text: string): void {
    if (opened === this.#opened && text === this.#text) return;
    if (opened !== this.#opened) this.#hasRun = false;
    this.#opened = opened;
    this.#text = text;
    for (const element of this.#worn) element.remove();
    const fresh = parsedOwn(text);
    this.#worn = [...fresh.querySelectorAll<HTMLElement>("style, link[rel][href]")];
    for (const style of fresh.querySelectorAll("style"))
      style.textContent = scopedCss(style.textContent ?? "", { imports: true });
    document.head.append(...this.#worn);
    const scripts = this.#hasRun ? [] : [...fresh.querySelectorAll("script")];
    if (scripts.length > 0) this.#hasRun = true;
    void run(scripts);
  }
}

async function run(scripts: readonly HTMLScriptElement[]): Promise<void> {
  for (const script of scripts) {
    const again = document.createElement("script");
    for (const { name, value } of script.attributes) if (name !== "src") again.setAttribute(name, value);
    await program(again, { text: script.text, src: script.getAttribute("src") }, () => document.head.append(again));
  }
}
