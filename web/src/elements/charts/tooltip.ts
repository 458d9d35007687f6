import { build } from "../../outputs/build.js";

/** What a chart says about the mark under the pointer. Names and values are text, whatever is in the data. */
export class Tooltip {
  #box: HTMLElement | null = null;

  readonly show = (x: number, y: number, value: unknown): void => {
    if (value === null || value === undefined || value === "") {
      this.hide();
      return;
    }
    const box =
      this.#box ?? document.body.appendChild(build("div", { class: "cloche-chart-tooltip", popover: "manual" }));
    this.#box = box;
    box.replaceChildren(...content(value));
    if ("showPopover" in box && !box.matches(":popover-open")) box.showPopover();
    const { width, height } = box.getBoundingClientRect();
    const left = x + 14 + width > innerWidth ? x - 14 - width : x + 14;
    const top = y + 14 + height > innerHeight ? y - 14 - height : y + 14;
    box.style.left = `${Math.max(4, left)}px`;
    box.style.top = `${Math.max(4, top)}px`;
  };

  hide(): void {
    this.#box?.remove();
    this.#box = null;
  }
}

function content(value: unknown): Node[] {
  if (typeof value !== "object" || value === null || value instanceof Date) return [new Text(words(value))];
  if (Array.isArray(value)) return [new Text(value.map(words).join(", "))];
  const { title, image, ...rest } = value as Record<string, unknown>;
  const nodes: Node[] = [];
  if (title !== undefined) nodes.push(build("strong", {}, words(title)));
  if (typeof image === "string" && /^(https?:|data:image\/)/i.test(image))
    nodes.push(build("img", { src: image, alt: "" }));
  const rows = Object.entries(rest).map(([name, each]) =>
    build("tr", {}, build("th", { scope: "row" }, name), build("td", {}, words(each))),
  );
  if (rows.length > 0) nodes.push(build("table", {}, build("tbody", {}, ...rows)));
  return nodes;
}

function words(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (value instanceof Date) return value.toLocaleString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
