/** Examples as cards to choose from: a picture where there is one, the title and a line. */

import { html, nothing, type TemplateResult } from "lit";
import { exampleAddress } from "../share/address.js";
import { type Example, nameOf } from "./examples.js";

/** Cards that are links; a plain click calls `open` with the address instead, and the page goes on without a reload. */
export function exampleCards(examples: readonly Example[], open: (address: string) => void): TemplateResult {
  return html`<ul class="cards">
    ${examples.map((example) => card(example, open))}
  </ul>`;
}

/** The gallery, and what shows how Cloche works. */
export function grouped(examples: readonly Example[]): { gallery: readonly Example[]; tour: readonly Example[] } {
  return {
    gallery: examples.filter(({ group }) => group === "gallery"),
    tour: examples.filter(({ group }) => group === undefined),
  };
}

function card(example: Example, open: (address: string) => void): TemplateResult {
  const { title, description, packages, group } = example;
  const address = exampleAddress(new URL(location.href), nameOf(example), { appView: group === "gallery" });
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in a tab of its own, as links do
    event.preventDefault();
    open(address);
  };
  return html`<li>
    <a class="card" href=${address} @click=${follow}>
      ${group === "gallery" ? pictures(nameOf(example)) : nothing}
      <strong>${title}</strong><span>${description}</span>
      ${packages.length ? html`<small>Fetches ${packages.join(", ")}</small>` : nothing}
    </a>
  </li>`;
}

/** One for each theme (`tests/tools/gallery-pictures.mjs`); the browser fetches the one that is seen, when it is. */
function pictures(name: string): TemplateResult {
  const picture = (theme: "light" | "dark", ending: string) =>
    html`<img data-theme-only=${theme} src=${`examples/pictures/${name}${ending}.webp`} alt="" width="480" height="300" loading="lazy" decoding="async" />`;
  return html`<div class="card-picture">${picture("light", "")}${picture("dark", "-dark")}</div>`;
}
