/**
 * Run the scripts inside `host`, one after the other, as a page would: one with a `src` is awaited before the next.
 * (Scripts that came through a template never run by themselves.)
 */
export async function runScripts(host: HTMLElement): Promise<void> {
  for (const script of [...host.querySelectorAll("script")]) {
    if (!script.isConnected) return; // the output was replaced meanwhile
    const again = document.createElement("script");
    for (const { name, value } of script.attributes) again.setAttribute(name, value);
    again.text = script.text;
    const settled = again.src ? loaded(again) : null;
    script.replaceWith(again);
    if (!again.async || again.src) await settled;
  }
}

function loaded(script: HTMLScriptElement): Promise<void> {
  script.async = false;
  return new Promise((resolve) => {
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => resolve()); // the browser has told the console; the next script may not need it
  });
}
