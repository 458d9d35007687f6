import { computed, effect } from "@preact/signals-core";
import type { KernelPhase } from "../notebook/state.js";
import type { Workbench } from "./workbench.js";

const WORDS: Readonly<Record<KernelPhase, string>> = {
  booting: "Python is starting.",
  ready: "Python is ready.",
  busy: "Python is running.",
  dead: "Python stopped.",
};

/** Milliseconds after which a run is worth a word. A slider that is moved makes sixty short ones in a second. */
const LONG = 1000;

/** What a person who does not see the light in the bar should hear of Python. Steps of the start would be noise. */
export class ClocheAnnouncer extends HTMLElement {
  bench!: Workbench;
  #stopWatching: () => void = () => {};

  connectedCallback(): void {
    this.className = "visually-hidden";
    this.setAttribute("role", "status");
    this.setAttribute("aria-live", "polite");
    const phase = computed(() => this.bench.store.kernel.value.phase);
    this.#stopWatching = effect(() => {
      const words = WORDS[phase.value];
      const timer = setTimeout(() => this.#say(words), phase.value === "busy" ? LONG : 0);
      return () => clearTimeout(timer);
    });
  }

  disconnectedCallback(): void {
    this.#stopWatching();
  }

  #say(words: string): void {
    if (this.textContent !== words) this.textContent = words;
  }
}
