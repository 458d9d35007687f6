/**
 * Put text on the clipboard; false where the browser does not let us. In a stranger's frame only the old way works, in
 * the moment of a press.
 */
export async function copyText(text: string): Promise<boolean> {
  if (self.origin === "null") return copyBySelection(text); // the frame: to ask would only be reported
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const field = Object.assign(document.createElement("textarea"), {
    value: text,
    readOnly: true,
    className: "visually-hidden",
  });
  (focused?.closest("dialog") ?? document.body).append(field); // outside of an open dialog nothing takes the focus
  field.select();
  try {
    return document.execCommand("copy");
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}
