/** Build DOM without ever reading a string as HTML. */

type Attributes = Readonly<Record<string, string | boolean>>;

/** An element with attributes (`true` is present, `false` absent) and children; strings become text. */
export function build<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** A button that looks like a link inside a sentence. */
export function linkButton(text: string, onClick: () => void): HTMLButtonElement {
  const button = build("button", { type: "button", class: "cloche-link" }, text);
  button.addEventListener("click", onClick);
  return button;
}
