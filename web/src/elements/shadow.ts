/** A shadow root with a style of its own: what the kernel wrote stays as it is in the element, handles stand beside it. */
export function shadowOf(host: HTMLElement, css: string): ShadowRoot {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  return root;
}

export const BUTTON = `
  button {
    display: inline-grid; place-items: center; min-width: 2.125rem; height: 2.125rem; padding: 0;
    border: 1px solid var(--line); border-radius: 999px; background: var(--surface-raised); color: var(--ink-soft);
    font: inherit; cursor: pointer;
  }
  button:hover:not(:disabled) { background: var(--surface-hover); color: var(--ink); }
  button:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  button:disabled { opacity: 0.45; cursor: default; }
`;
