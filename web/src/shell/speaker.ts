/**
 * What the speaker sees in a window of their own, while the audience sees the page: notes, the next slide, the time. The window
 * has no code: this page draws into it, and hears its keys.
 */

import { effect, signal } from "@preact/signals-core";
import { html, nothing, render, type TemplateResult } from "lit";
import { notesOn } from "../notebook/slides.js";
import { onStageKey } from "./stage-keys.js";
import type { Workbench } from "./workbench.js";

const NAME = "cloche-speaker";
const SIZE = "popup,width=960,height=640";
/** Pixels that a slide is wide before it is enlarged (`fit.ts`). */
const NEXT_WIDTH = 860;

/** Open it, or bring it to the front. Gives what closes it; null where the browser lets no window open. */
export function openSpeaker(bench: Workbench, onClosed: () => void): (() => void) | null {
  const speaker = window.open("", NAME, SIZE);
  if (!speaker) return null;
  const { document: paper } = speaker;
  const close = () => {
    stop();
    speaker.close();
  };
  dress(paper);
  const now = signal(Date.now());
  const began = signal(Date.now());
  const clock = setInterval(() => {
    now.value = Date.now();
    if (speaker.closed) stop(); // some browsers tell it late, or not
  }, 1000);
  const restart = () => {
    began.value = Date.now();
  };
  const stopDrawing = effect(() => {
    render(desk(bench, now.value, began.value, restart), paper.body);
  });
  const stopShowing = effect(() => {
    const next = bench.deck.slides.value[bench.deck.place.value.slide + 1];
    paper.querySelector(".speaker-next")?.replaceChildren(...(next ? copied(next.id, paper) : []));
  });
  const listening = new AbortController();
  const { signal: heard } = listening;
  paper.addEventListener(
    "keydown",
    (event) => {
      const isPress = [" ", "Enter"].includes(event.key) && (event.target as HTMLElement).matches("button");
      if (isPress || !onStageKey(event, bench.deck, { fullScreen: () => {}, notes: () => {}, speaker: () => {} }))
        return;
      event.preventDefault();
    },
    { signal: heard },
  );
  speaker.addEventListener("resize", () => shrinkNext(paper), { signal: heard });
  speaker.addEventListener("pagehide", () => stop(), { signal: heard });
  addEventListener("pagehide", close, { signal: heard });
  function stop(): void {
    if (heard.aborted) return;
    listening.abort();
    clearInterval(clock);
    stopDrawing();
    stopShowing();
    onClosed();
  }
  shrinkNext(paper);
  speaker.focus();
  return close;
}

/** The window looks as the page does. */
function dress(paper: Document): void {
  const { documentElement: from } = document;
  paper.documentElement.lang = from.lang;
  if (from.dataset.theme) paper.documentElement.dataset.theme = from.dataset.theme;
  paper.body.className = "speaker";
  if (paper.querySelector("link")) return; // it was open
  paper.title = `Speaker: ${document.title}`;
  for (const sheet of document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")) {
    const link = paper.createElement("link");
    link.rel = "stylesheet";
    link.href = sheet.href;
    paper.head.append(link);
  }
}

/** The next slide breaks its lines where it will on the stage, as small as it has to be for that. */
function shrinkNext({ body, defaultView }: Document): void {
  const column = 0.4 * (defaultView?.innerWidth ?? 0) - 50;
  body.style.setProperty("--next-zoom", (Math.max(200, column) / NEXT_WIDTH).toFixed(3));
}

function desk({ deck, store }: Workbench, now: number, began: number, restart: () => void): TemplateResult {
  const slides = deck.slides.value;
  const { slide, step } = deck.place.value;
  const { layout } = store.layouts.now.value;
  const shown = slides[slide];
  const notes = layout && shown ? notesOn(layout, shown) : "";
  const steps = shown?.steps.length ?? 1;
  return html`<header>
      <p class="speaker-clock"><span class="visually-hidden">Time</span>${new Date(now).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}</p>
      <p class="speaker-clock">
        <span class="visually-hidden">Since the beginning</span>${elapsed(now - began)}
        <button class="button quiet" @click=${restart}>Begin at 0:00</button>
      </p>
      <p class="speaker-place" role="status">Slide ${slide + 1} of ${slides.length}${steps > 1 ? `, step ${step} of ${steps}` : ""}</p>
      <nav aria-label="Slides">
        <button class="button" @click=${() => deck.back()}>Back</button>
        <button class="button primary" @click=${() => deck.forward()}>Next</button>
      </nav>
    </header>
    <main>
      <section aria-labelledby="notes-heading">
        <h2 id="notes-heading">Notes</h2>
        <p class="speaker-notes" dir="auto">${notes || html`<span class="empty">No notes for this slide.</span>`}</p>
      </section>
      <section aria-labelledby="next-heading">
        <h2 id="next-heading">Next</h2>
        ${slide + 1 < slides.length ? nothing : html`<p class="empty">This is the last slide.</p>`}
        <div class="speaker-next" inert></div>
      </section>
    </main>`;
}

/** Whole minutes and seconds: 7:05. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** What a slide shows, as it looks now: a picture of it that does not live. */
function copied(key: string, paper: Document): Node[] {
  const slides = [...document.querySelectorAll<HTMLElement>("cloche-cells > .slide")];
  const outputs = slides.find(({ dataset }) => dataset.key === key)?.querySelectorAll('[data-part="output"]');
  return [...(outputs ?? [])].map((output) => {
    const copy = paper.importNode(output, true) as HTMLElement;
    const [from, to] = [output.querySelectorAll("canvas"), copy.querySelectorAll("canvas")];
    for (const [at, canvas] of from.entries())
      if (canvas.width > 0 && canvas.height > 0) to[at]?.getContext("2d")?.drawImage(canvas, 0, 0);
    return copy;
  });
}
