import type { Morphable } from "../outputs/morph.js";
import { sanitisedSvg } from "../outputs/sanitise.js";
import { Props } from "./props.js";

interface IconSet {
  readonly icons: Readonly<Record<string, { readonly body: string }>>;
  readonly aliases?: Readonly<Record<string, { readonly parent: string }>>;
}

/** `<cloche-icon>`: an icon by Iconify's name. Lucide's come with the site, in one file; of others the name is shown. */
export class ClocheIcon extends HTMLElement implements Morphable {
  #shown = "";

  connectedCallback(): void {
    void this.#draw();
  }

  /** Called instead when the node is moved with its state. */
  connectedMoveCallback(): void {}

  morphFrom(fresh: Element): void {
    for (const name of ["props", "style"]) {
      const value = fresh.getAttribute(name);
      if (value === null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    }
    void this.#draw();
  }

  async #draw(): Promise<void> {
    const name = new Props(this.getAttribute("props")).text("name");
    if (name === this.#shown) return;
    this.#shown = name;
    const [set = "", icon = ""] = name.split(":");
    const body = set === "lucide" ? await lucide(icon) : null;
    if (this.#shown !== name) return;
    this.classList.toggle("is-named", body === null);
    if (body === null) {
      this.textContent = name;
      this.title = "Only the icons of Lucide come with this page.";
      return;
    }
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="1em" height="1em" aria-hidden="true">${body}</svg>`;
    this.replaceChildren(sanitisedSvg(svg));
  }
}

async function lucide(name: string): Promise<string | null> {
  const { default: set } = (await import("@iconify-json/lucide/icons.json")) as unknown as { default: IconSet };
  const found = set.icons[name] ?? set.icons[set.aliases?.[name]?.parent ?? ""];
  return found?.body ?? null;
}
