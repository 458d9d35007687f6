import { html, svg, type TemplateResult } from "lit";

/** Strokes on a 16 × 16 grid, drawn in the colour of the text around them. */
const PATHS = {
  run: "M5 3.2v9.6l7.6-4.8z",
  runAll: "M3 3.5v9L9 8zM9.2 3.5v9L15 8z",
  stop: "M4.5 4.5h7v7h-7z",
  restart: "M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.6h-2.6",
  plus: "M8 3.2v9.6M3.2 8h9.6",
  up: "M8 12.8V3.6M4 7.4l4-4 4 4",
  down: "M8 3.2v9.2M4 8.6l4 4 4-4",
  trash: "M3 4.6h10M6.4 4.4V2.8h3.2v1.6M4.4 4.8l.6 8.4h6l.6-8.4M6.8 7v4M9.2 7v4",
  back: "M9.6 4.6 6.2 8l3.4 3.4",
  grid: "M2.8 2.8h4.2v4.2H2.8zM9 2.8h4.2v4.2H9zM2.8 9h4.2v4.2H2.8zM9 9h4.2v4.2H9z",
  rows: "M2.8 2.8h10.4v2.8H2.8zM2.8 7h10.4v2.4H2.8zM2.8 10.8h10.4v2.4H2.8z",
  slides: "M2.4 3h11.2v7.4H2.4zM8 10.4v2.8M5.4 13.4h5.2",
  notes: "M3 2.8h10v10.4H3zM5.4 5.6h5.2M5.4 8h5.2M5.4 10.4h2.6",
  full: "M2.8 6V2.8H6M10 2.8h3.2V6M13.2 10v3.2H10M6 13.2H2.8V10",
  fold: "M4.5 6.2 8 2.8l3.5 3.4M4.5 9.8 8 13.2l3.5-3.4",
  code: "M5.6 4.6 2.4 8l3.2 3.4M10.4 4.6 13.6 8l-3.2 3.4",
  grip: "M6 4h.01M6 8h.01M6 12h.01M10 4h.01M10 8h.01M10 12h.01",
  more: "M3.4 8h.01M8 8h.01M12.6 8h.01",
  menu: "M2.8 4.4h10.4M2.8 8h10.4M2.8 11.6h10.4",
  share: "M8 10.4V2.4M5 5.2l3-3 3 3M3.6 8.4v4.4a.8.8 0 0 0 .8.8h7.2a.8.8 0 0 0 .8-.8V8.4",
  download: "M8 2.6v8M4.8 7.6 8 10.8l3.2-3.2M3 13.4h10",
  book: "M8 4.4C6.6 3.2 4.6 3 2.6 3v9c2 0 4 .2 5.4 1.4C9.4 12.2 11.4 12 13.4 12V3c-2 0-4 .2-5.4 1.4zM8 4.4v9",
  keys: "M2.4 4.4h11.2v7.2H2.4zM4.8 7h.01M7 7h.01M9.2 7h.01M11.4 7h.01M5.4 9.4h5.2",
  eye: "M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8zM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z",
  pause: "M5.6 3.6v8.8M10.4 3.6v8.8",
  tag: "M2.8 2.8h5.4l5.2 5.2-5.4 5.4-5.2-5.2zM5.6 5.6h.01",
  sun: "M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM8 1.6v1.2M8 13.2v1.2M1.6 8h1.2M13.2 8h1.2M3.5 3.5l.8.8M11.7 11.7l.8.8M12.5 3.5l-.8.8M4.3 11.7l-.8.8",
  moon: "M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z",
  system: "M2.4 3.4h11.2v7.2H2.4zM6 13.2h4M8 10.8v2.2",
  close: "M4 4l8 8M12 4l-8 8",
  check: "M3.4 8.6 6.6 11.8 12.8 4.6",
  warning: "M8 2.8 14 13H2zM8 6.6v3M8 11.4h.01",
  home: "M2.4 7.6 8 2.8l5.6 4.8M4 6.6v6.6h8V6.6M6.8 13v-3.4h2.4V13",
  history: "M3 8a5 5 0 1 0 1.6-3.7M3 2.5v2.6h2.6M8 5.2V8l2 1.4",
  search: "M7 11.4a4.4 4.4 0 1 0 0-8.8 4.4 4.4 0 0 0 0 8.8zM10.4 10.4l3.2 3.2",
  pen: "M3 13l.6-2.8 7-7 2.2 2.2-7 7zM9.2 4.6l2.2 2.2",
  copy: "M5.6 5.6h7v7.6h-7zM3.4 10.4V2.8h7",
  upload: "M8 10.8V2.8M4.8 5.8 8 2.6l3.2 3.2M3 13.4h10",
  file: "M4 2.4h5l3 3v8.2H4zM9 2.4v3h3",
  filePlus: "M4 2.4h5l3 3v8.2H4zM9 2.4v3h3M8 7.4v4M6 9.4h4",
  folder: "M2.4 12.4V4.2a.8.8 0 0 1 .8-.8h2.6l1.4 1.6h5.6a.8.8 0 0 1 .8.8v6.6a.8.8 0 0 1-.8.8H3.2a.8.8 0 0 1-.8-.8z",
  folderOpen:
    "M2.4 12.4V4.2a.8.8 0 0 1 .8-.8h2.6l1.4 1.6h4.6a.8.8 0 0 1 .8.8v1.4M2.6 13l1.9-5.4h9.6l-1.9 5.1a.8.8 0 0 1-.7.5H3.2a.8.8 0 0 1-.8-.8",
  folderPlus:
    "M2.4 12.4V4.2a.8.8 0 0 1 .8-.8h2.6l1.4 1.6h5.6a.8.8 0 0 1 .8.8v6.6a.8.8 0 0 1-.8.8H3.2a.8.8 0 0 1-.8-.8zM8 7.2v4M6 9.2h4",
  table: "M2.8 3.4h10.4v9.2H2.8zM2.8 6.4h10.4M2.8 9.5h10.4M6.6 6.4v6.2",
  image: "M2.8 3.4h10.4v9.2H2.8zM3 11.4l3.2-3.4 2.4 2.4 1.6-1.6 2.8 2.8M9.8 6.2h.01",
  chevron: "M6.4 4.6 9.8 8l-3.4 3.4",
  chevronDown: "M4.6 6.4 8 9.8l3.4-3.4",
} as const;

export type IconName = keyof typeof PATHS;

const FILLED = new Set<IconName>(["run", "runAll", "stop"]);

export function icon(name: IconName): TemplateResult {
  const fill = FILLED.has(name) ? "currentColor" : "none";
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" fill=${fill} stroke="currentColor"
    stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${svg`<path d=${PATHS[name]} />`}</svg>`;
}

/** The mark: a glass cloche with a seedling under it. */
export function logo(): TemplateResult {
  return html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke-linecap="round" stroke-linejoin="round">
    <path class="logo-glass" d="M6.5 25.5V16.2a9.5 9.5 0 0 1 19 0v9.3z" />
    <circle class="logo-line" cx="16" cy="4.2" r="1.7" />
    <path class="logo-line" d="M6.5 25.5V16.2a9.5 9.5 0 0 1 19 0v9.3" />
    <path class="logo-line" d="M4 25.6h24" />
    <path class="logo-leaf" d="M16 25.2v-6.4" />
    <path class="logo-leaf-fill" d="M16 19.4c-3.8.2-5-1.7-5.2-4.6 3.3 0 5.2 1.5 5.2 4.6zM16 17.4c.1-3.3 1.7-4.8 4.9-4.9 0 3.2-1.5 4.9-4.9 4.9z" />
    <path class="logo-glint" d="M9.3 18v-1.8a6.7 6.7 0 0 1 2.2-5" />
  </svg>`;
}
