import type { Bundle } from "../../../worker/src/wire/messages.js";
import { build } from "./build.js";
import { showHtml } from "./html.js";
import { showImage } from "./image.js";
import { showJson } from "./json-tree.js";
import { showLatex } from "./latex.js";
import { PARTS } from "./parts.js";
import { showPlain } from "./plain.js";
import { showSvg } from "./svg.js";

export interface OutputContext {
  /** The notebook is the person's own: its HTML may run scripts. Otherwise HTML is sanitised. */
  readonly trusted: boolean;
}

/** Shows one kind of content in a host that is empty or that it filled before. */
export type Show = (host: HTMLElement, content: unknown, circumstances: Circumstances) => void;

export interface Circumstances extends OutputContext {
  /** The whole bundle: a picture may be described by its text. */
  readonly bundle: Bundle;
  /** Called with what gives back a thing held for this content (an object URL); it runs when the content is replaced. */
  readonly holding: (release: () => void) => void;
}

/** Richest first. */
const SHOW_BY_MIME: ReadonlyMap<string, Show> = new Map<string, Show>([
  ["text/html", showHtml],
  ["image/svg+xml", showSvg],
  ["image/png", showImage("image/png")],
  ["image/jpeg", showImage("image/jpeg")],
  ["image/gif", showImage("image/gif")],
  ["image/webp", showImage("image/webp")],
  ["text/latex", showLatex],
  ["application/json", showJson],
  ["text/plain", showPlain],
]);

interface Shown {
  readonly mime: string;
  readonly content: unknown;
  readonly parts: unknown;
  readonly trusted: boolean;
  readonly release: () => void;
  /** What gives back what stands in it and came late, by where it stands. */
  readonly late: Map<HTMLElement, () => void>;
}

const shownByHost = new WeakMap<HTMLElement, Shown>();

/**
 * Bring `host` up to date with what a cell last gave back; null empties it.
 *
 * Works in place: an element that is still part of the output keeps its DOM node, focus, caret and a drag that is under
 * way. Call it with null before the host is thrown away, so that object URLs are given back.
 */
export function renderOutput(host: HTMLElement, bundle: Bundle | null, context: OutputContext): void {
  const before = shownByHost.get(host);
  const choice = bundle && richest(bundle);
  if (!bundle || !choice) {
    before?.release();
    for (const release of before?.late.values() ?? []) release();
    shownByHost.delete(host);
    empty(host);
    if (bundle && Object.keys(bundle).length > 0) host.append(unknownKinds(bundle));
    return;
  }
  const { mime, show } = choice;
  const [content, parts] = [bundle[mime], bundle[PARTS]];
  const { trusted } = context;
  const isSame = before?.mime === mime && before.trusted === trusted && before.content === content;
  if (isSame && before.parts === parts) return;
  if (before?.mime !== mime) empty(host);
  host.classList.add("cloche-output");
  host.dataset.mime = mime;
  host.toggleAttribute("data-untrusted", !trusted);
  const held: (() => void)[] = [];
  show(host, content, { trusted, bundle, holding: (release) => void held.push(release) });
  before?.release(); // only now: the old picture is on the page until the new one is
  const release = () => {
    for (const giveBack of held) giveBack();
  };
  const late = before?.late ?? new Map<HTMLElement, () => void>();
  shownByHost.set(host, { mime, content, parts, trusted, release, late });
  for (const place of late.keys()) if (outputAround(place) !== late) releaseLate(late, place);
}

/** An output that comes into an element of another by itself, as Python says it: HTML, and large bytes beside it. */
export interface LateOutput {
  readonly html: string;
  readonly parts?: readonly unknown[];
}

/** Whether a message holds an output. */
export function isLateOutput(message: unknown): message is LateOutput {
  const { html, parts = [] } = (message ?? {}) as { html?: unknown; parts?: unknown };
  return typeof html === "string" && Array.isArray(parts);
}

/** Show it at `place`, by the rule of the output around it, and as long as that has the place in it. */
export function showLate(place: HTMLElement, { html, parts = [] }: LateOutput): void {
  const around = outputAround(place);
  const held: (() => void)[] = [];
  showHtml(place, html, {
    trusted: isInOwnOutput(place),
    bundle: { [PARTS]: parts },
    holding: (release) => void held.push(release),
  });
  around?.get(place)?.();
  around?.set(place, () => {
    for (const giveBack of held) giveBack();
  });
}

/** What came late to `place` is there no more: the output around it brought something of its own. */
export function forgetLate(place: HTMLElement): void {
  const around = outputAround(place);
  if (around) releaseLate(around, place);
}

function releaseLate(late: Map<HTMLElement, () => void>, place: HTMLElement): void {
  late.get(place)?.();
  late.delete(place);
}

/**
 * Whether this stands in an output of the person's own notebook: what comes into it late is shown by the same rule. No, for
 * what stands in no output.
 */
export function isInOwnOutput(node: Node): boolean {
  return shownAround(node)?.trusted ?? false;
}

function outputAround(node: Node): Shown["late"] | null {
  return shownAround(node)?.late ?? null;
}

function shownAround(node: Node): Shown | null {
  for (let at: Node | null = node; at; at = at instanceof ShadowRoot ? at.host : at.parentNode) {
    const shown = at instanceof HTMLElement && shownByHost.get(at);
    if (shown) return shown;
  }
  return null;
}

function richest(bundle: Bundle): { mime: string; show: Show } | null {
  for (const [mime, show] of SHOW_BY_MIME) {
    if (bundle[mime] !== undefined && bundle[mime] !== null) return { mime, show };
  }
  return null;
}

function empty(host: HTMLElement): void {
  host.replaceChildren();
  delete host.dataset.mime;
}

function unknownKinds(bundle: Bundle): HTMLElement {
  const kinds = Object.keys(bundle).join(", ");
  return build("p", { class: "cloche-notice" }, `This page cannot show ${kinds}.`);
}
