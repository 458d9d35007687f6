/** The keys and gestures of a talk, and which of them belong to what is on the slide. */

import type { Deck } from "./deck.js";

/** What keys do beside going from slide to slide. */
export interface StageActs {
  readonly fullScreen: () => void;
  readonly notes: () => void;
  readonly speaker: () => void;
}

/** Controls that use the arrow keys, Home, End and letters themselves. */
const WRITES =
  "input:not([type=checkbox], [type=button], [type=submit]), textarea, select, [contenteditable], .cm-editor, iframe, video, audio, " +
  "dialog, [popover], [role=slider], [role=listbox], [role=option], [role=menu], [role=tab], [role=radio], [role=grid], [role=tree], " +
  "[role=combobox], [role=spinbutton], [role=application], canvas";
const PRESSES = "button, a[href], summary, input, [role=button]:not(.slide), [role=switch], [role=checkbox]";

/** What the key that was pressed does; true if it did something. */
export function onStageKey(event: KeyboardEvent, deck: Deck, acts: StageActs): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.composedPath()[0];
  const at = target instanceof Element ? target : null;
  const isControl = at?.closest(WRITES) != null;
  if (isControl && (event.key !== "Escape" || at?.closest("dialog, [popover]"))) return false;
  if ((event.key === " " || event.key === "Enter") && at?.closest(PRESSES)) return false;
  if (deck.isOverview.peek()) return inOverview(event, deck);
  const way = actOf(event, deck, acts, isControl);
  way?.();
  return way !== undefined;
}

function actOf(event: KeyboardEvent, deck: Deck, acts: StageActs, isControl: boolean): (() => unknown) | undefined {
  if (isControl) return () => currentSlide()?.focus(); // Escape leaves the control, and the keys are the talk's again
  const isScrolled = (event.key === "ArrowDown" && canScroll(1)) || (event.key === "ArrowUp" && canScroll(-1));
  if (isScrolled) return undefined;
  const acting: Readonly<Record<string, () => unknown>> = {
    ArrowRight: () => (event.shiftKey ? deck.jump(1) : deck.forward()),
    ArrowLeft: () => (event.shiftKey ? deck.jump(-1) : deck.back()),
    ArrowDown: () => deck.forward(),
    ArrowUp: () => deck.back(),
    PageDown: () => deck.forward(),
    PageUp: () => deck.back(),
    " ": () => (event.shiftKey ? deck.back() : deck.forward()),
    Home: () => deck.goTo(0),
    End: () => deck.goTo(deck.slides.peek().length - 1),
    f: acts.fullScreen,
    s: acts.notes,
    w: acts.speaker,
    o: () => deck.setOverview(true),
    Escape: () => deck.setOverview(true),
  };
  return acting[event.key.length === 1 ? event.key.toLowerCase() : event.key];
}

function inOverview(event: KeyboardEvent, deck: Deck): boolean {
  const { slide } = deck.place.peek();
  const last = deck.slides.peek().length - 1;
  const across = columnsInSight();
  const to: Readonly<Record<string, number>> = {
    ArrowRight: slide + 1,
    ArrowLeft: slide - 1,
    ArrowDown: slide + across,
    ArrowUp: slide - across,
    PageDown: slide + 1,
    PageUp: slide - 1,
    Home: 0,
    End: last,
  };
  const next = to[event.key];
  if (next !== undefined) {
    if (next >= 0 && next <= last) deck.goTo(next);
    currentSlide()?.focus();
  } else if (["Escape", "Enter", " ", "o"].includes(event.key)) {
    deck.setOverview(false);
    currentSlide()?.focus();
  } else return false;
  return true;
}

export function currentSlide(): HTMLElement | null {
  return document.querySelector<HTMLElement>("cloche-cells > .slide[data-current]");
}

function canScroll(way: 1 | -1): boolean {
  const slide = currentSlide();
  if (!slide) return false;
  return way > 0 ? slide.scrollTop + slide.clientHeight < slide.scrollHeight - 1 : slide.scrollTop > 0;
}

/** How many slides stand beside each other in the overview. */
function columnsInSight(): number {
  const slides = [...document.querySelectorAll<HTMLElement>("cloche-cells > .slide")];
  const top = slides[0]?.offsetTop;
  return Math.max(1, slides.filter(({ offsetTop }) => offsetTop === top).length);
}

/** Pixels that a finger has to go, and by how much more across than down. */
const SWIPE = 48;
const ACROSS = 1.6;

/** Swipes on the stage go on and back, unless they move something on it. Gives what ends it. */
export function watchSwipes(stage: HTMLElement, deck: Deck): () => void {
  let start: Touch | null = null;
  const begin = ({ touches, target }: TouchEvent) => {
    const [touch] = touches;
    const isFree = touches.length === 1 && target instanceof Element && !target.closest(WRITES) && !movesAcross(target);
    start = isFree && touch && !deck.isOverview.peek() ? touch : null;
  };
  const end = ({ changedTouches }: TouchEvent) => {
    const [touch] = changedTouches;
    if (!start || !touch) return;
    const [across, down] = [touch.clientX - start.clientX, touch.clientY - start.clientY];
    start = null;
    if (Math.abs(across) < SWIPE || Math.abs(across) < ACROSS * Math.abs(down)) return;
    if (across < 0) deck.forward();
    else deck.back();
  };
  stage.addEventListener("touchstart", begin, { passive: true });
  stage.addEventListener("touchend", end);
  return () => {
    stage.removeEventListener("touchstart", begin);
    stage.removeEventListener("touchend", end);
  };
}

/** It stands in something that a finger scrolls to the side. */
function movesAcross(target: Element): boolean {
  for (let at: Element | null = target; at && !at.matches(".slide"); at = at.parentElement)
    if (at.scrollWidth > at.clientWidth + 1 && getComputedStyle(at).overflowX !== "visible") return true;
  return false;
}
