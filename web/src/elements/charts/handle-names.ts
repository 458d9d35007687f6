/** Names for the handles of BokehJS's sliders, which have none: a screen reader would only say numbers. */
export function nameHandles(root: ParentNode): void {
  for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) nameHandles(shadowRoot);
  const handles = root.querySelectorAll(".noUi-handle");
  if (handles.length === 0) return;
  const title = root.querySelector(".bk-slider-title")?.firstChild?.textContent?.replace(/:\s*$/, "") || "Slider";
  const [only, ...more] = handles;
  if (only) only.ariaLabel = more.length > 0 ? `${title}, from` : title;
  for (const handle of more) handle.ariaLabel = `${title}, to`;
}
